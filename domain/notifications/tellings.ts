import * as z from 'zod'
import type { EventEnvelope } from '../kernel/event-envelope.ts'
import { UserId } from '../kernel/ids.ts'
import type { Language } from '../kernel/language.ts'
import { Note, NoteDraft } from '../notes/note.ts'
import type { NoticeType } from '../staff/switches.ts'

type Words = Readonly<Record<Language, string>>

/** Who is told of an event, as what, and in which words. */
export type Telling = { readonly type: NoticeType; readonly who: (data: EventEnvelope['data']) => readonly string[]; readonly words: Words }

const somebody = UserId.nullish()
type Somebody = z.infer<typeof somebody>
const known = (people: readonly Somebody[]): readonly string[] => [...new Set(people.flatMap((person) => person ?? []))]

/** Of an event's data only what says who is told is read; all else may change without this. */
const tell =
  (type: NoticeType, en: string, zh: string) =>
  <Shape extends z.ZodRawShape>(shape: Shape, who: (data: z.output<z.ZodObject<Shape>>) => readonly Somebody[]): Telling => ({
    type,
    who: (data) => known(who(z.object(shape).parse(data))),
    words: { en, 'zh-CN': zh },
  })

const assigned = tell('customer_assigned', 'A customer is yours to look after', '有客户已分配给您')
const mentioned = tell('mention', 'You were mentioned in a note', '有备注提到了您')
const Mentioning = NoteDraft.pick({ mentions: true }).loose()

const newlyMentioned = (from: Pick<Note, 'mentions'>, to: Pick<Note, 'mentions'>): readonly string[] =>
  (to.mentions ?? []).filter((user) => !from.mentions?.includes(user))

/** What people are told of, an event a line. A new line here is all that it takes. */
export const tellings: Readonly<Record<string, Telling>> = {
  'customer.registered': assigned({ customer: z.object({ owner: somebody }) }, ({ customer }) => [customer.owner]),
  'customer.changed': assigned({ to: z.object({ owner: somebody }) }, ({ to }) => [to.owner]),
  'note.written': mentioned({ note: Note.pick({ mentions: true }).loose() }, ({ note }) => note.mentions ?? []),
  'note.rewritten': mentioned({ from: Mentioning, to: Mentioning }, ({ from, to }) => newlyMentioned(from, to)),
  'reminder.fell_due': tell('reminder_due', 'A reminder is due', '提醒已到期')({ owner: UserId }, ({ owner }) => [owner]),
  'reminder.handed_over': tell(
    'reminder_handed_over',
    'A reminder was handed over to you',
    '有提醒已转交给您',
  )({ to: UserId }, ({ to }) => [to]),
  'review.escalated': tell(
    'review_escalated',
    'A review of customer data is overdue',
    '客户资料复核已逾期',
  )({ to: somebody }, ({ to }) => [to]),
}
