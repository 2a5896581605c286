import * as z from 'zod'
import type { EventEnvelope } from '../kernel/event-envelope.ts'
import { Forsaken } from '../kernel/forsaken.ts'
import { UserId } from '../kernel/ids.ts'
import type { Language } from '../kernel/language.ts'
import { madeOnce } from '../kernel/made-once.ts'
import type { NoticeType } from '../staff/switches.ts'

type Words = Readonly<Record<Language, string>>

/** Who is told of an event, as what, and in which words. */
type Telling = {
  readonly on: string
  readonly type: NoticeType
  readonly words: Words
  readonly who: (data: EventEnvelope['data']) => readonly string[]
  /** A team that it is for where nobody is named: whoever leads it is told, or who is there. */
  readonly team: (data: EventEnvelope['data']) => string | undefined
  /** A team of which nobody must be there: where somebody is, they are told of it, and nobody is told this. */
  readonly unheard: (data: EventEnvelope['data']) => string | undefined
  /** Something that nobody is to see to: whoever may say whose it is is told. */
  readonly forsaken: (data: EventEnvelope['data']) => Forsaken | undefined
}

const somebody = UserId.nullish()
type Somebody = z.infer<typeof somebody>
const known = (people: readonly Somebody[]): readonly string[] => [...new Set(people.flatMap((person) => person ?? []))]

type Of<Shape extends z.ZodRawShape, Told> = (data: z.output<z.ZodObject<Shape>>) => Told

/** Of an event's data only what says who is told is read; all else of it may change without this. */
const tell = <Shape extends z.ZodRawShape>(
  on: string,
  as: Pick<Telling, 'type' | 'words'>,
  [shape, who, team]: readonly [Shape, Of<Shape, readonly Somebody[]>, Of<Shape, string | null | undefined>?],
): Telling => {
  const read = madeOnce(() => z.object(shape))
  return {
    on,
    ...as,
    who: (data) => known(who(read().parse(data))),
    team: (data) => team?.(read().parse(data)) ?? undefined,
    unheard: () => undefined,
    forsaken: () => undefined,
  }
}

const Waiting = madeOnce(() => z.object({ forsaken: Forsaken.optional() }))
/** Tells whoever may say whose it is of something that nobody is to see to. */
const tellOfForsaken = (on: string): Telling => ({
  ...tell(on, forsaken, [{}, () => []]),
  forsaken: (data) => Waiting().parse(data).forsaken,
})

const as = (type: NoticeType, en: string, zh: string) => ({ type, words: { en, 'zh-CN': zh } })

const assigned = as('customer_assigned', 'A customer is yours to look after', '有客户已分配给您')
const mentioned = as('mention', 'You were mentioned in a note', '有备注提到了您')
const reminded = as('reminder_due', 'A reminder is due', '提醒已到期')
const handedOver = as('reminder_handed_over', 'A reminder was handed over to you', '有提醒已转交给您')
const writtenFor = as('reminder_handed_over', 'A colleague wrote a reminder for you', '同事为您设置了提醒')
const dissatisfied = as('low_score', 'A customer is dissatisfied and is to hear from you', '客户评分较低,请尽快回访')
const suggested = as('suggestion', 'A customer of yours has made a suggestion', '您的客户提出了建议')
const toImprove = as('improvement', 'An improvement is yours to make', '有改进措施由您负责')
const late = as('improvement', 'An improvement of yours is overdue', '您负责的改进措施已逾期')
const measured = as('improvement', 'What came of your improvement was measured', '您的改进措施已有成效结果')
const escalated = as('review_escalated', 'A review of customer data is overdue', '客户资料复核已逾期')
const visiting = as('visit_assigned', 'A visit is yours to make', '有回访已安排给您')
const forsaken = as(
  'customer_forsaken',
  'A customer waits for a review or a visit, and nobody is there to see to it',
  '客户的资料复核或回访无人负责,请指定负责人',
)
const handed = as('ticket_assigned', 'A ticket is yours to work on', '有工单已分配给您')
const named = as('mention', 'You were mentioned in a ticket', '有工单备注提到了您')
const wrote = as('customer_wrote', 'The customer wrote in a ticket of yours', '客户在您的工单中有新消息')
const cameBack = as('ticket_reopened', 'A ticket that you work on or watch was opened again', '您处理或关注的工单已重新打开')
const asked = as('ticket_task', 'Something is asked of you for a ticket', '有工单任务需要您处理')
const unheard = as(
  'ticket_task_unheard',
  'Nobody answers for the department that you asked for a ticket: ask somebody by name',
  '您请求协助的部门目前无人负责,请指定具体人员',
)
const doneFor = as('ticket_task', 'What you asked for a ticket is done', '您发起的工单任务已完成')
const undone = as('ticket_task_overdue', 'What was asked for a ticket is overdue', '工单任务已逾期')
const lapsing = as('claim_notice', 'The last day for giving notice of a claim is near or has come', '索赔通知期限将至或已到')
const nearing = as('ticket_deadline', 'Time is running out for a ticket of yours', '您的工单即将到期')
const called = as('ticket_escalated', 'A ticket needs you', '有工单升级给您处理')
const unattended = as(
  'queue_unattended',
  'Customers wait and nobody of your team is there to take their tickets',
  '有客户在等待,您的团队无人在班接单',
)
const paused = as('webhook_paused', 'A webhook failed for long and was paused', 'Webhook 多次投递失败,已暂停')

const Mentioning = z.object({ mentions: z.array(UserId).optional() })
type Mentioning = z.infer<typeof Mentioning>
const newlyMentioned = (from: Mentioning, to: Mentioning): readonly string[] =>
  (to.mentions ?? []).filter((user) => !from.mentions?.includes(user))

const Owned = z.object({ owner: somebody })
const Visiting = z.object({ visitor: somebody })
const AskedOf = z.object({ assignee: somebody, department: z.string() })
const Asking = z.object({ ...AskedOf.shape, asked: z.object({ by: UserId }) })
/** "What somebody was asked by name is theirs; anything else is for those who lead the department." */
const unnamed = ({ assignee, department }: z.infer<typeof AskedOf>) => (assignee ? undefined : department)
const Working = { assignee: somebody, watchers: z.array(UserId).optional() }
const allOf = ({ assignee, watchers = [] }: z.infer<z.ZodObject<typeof Working>>) => [assignee, ...watchers]
const Made = z.object({ owner: UserId, madeBy: z.object({ kind: z.string(), subject: z.object({ kind: z.string() }).optional() }) })

/** What people are told of, an event a line: nothing else is needed for one more. */
const tellings: readonly Telling[] = [
  tell('customer.registered', assigned, [{ customer: Owned }, ({ customer }) => [customer.owner]]),
  tell('customer.changed', assigned, [{ to: Owned }, ({ to }) => [to.owner]]),
  tell('note.written', mentioned, [{ note: Mentioning }, ({ note }) => note.mentions ?? []]),
  tell('note.rewritten', mentioned, [{ from: Mentioning, to: Mentioning }, ({ from, to }) => newlyMentioned(from, to)]),
  tell('reminder.fell_due', reminded, [{ owner: UserId }, ({ owner }) => [owner]]),
  tell('reminder.handed_over', handedOver, [{ to: UserId }, ({ to }) => [to]]),
  tell('reminder.written', writtenFor, [{ reminder: Made }, ({ reminder }) => [reminder.madeBy.kind === 'person' ? reminder.owner : null]]),
  tell('reminder.written', dissatisfied, [
    { reminder: Made },
    ({ reminder }) => [reminder.madeBy.subject?.kind === 'survey' ? reminder.owner : null],
  ]),
  tell('review.escalated', escalated, [{ to: somebody }, ({ to }) => [to]]),
  tellOfForsaken('review.fell_due'),
  tellOfForsaken('review.reassigned'),
  tellOfForsaken('review.escalated'),
  tellOfForsaken('visit.fell_due'),
  tellOfForsaken('visit.realigned'),
  tell('suggestion.received', suggested, [{ tell: somebody }, ({ tell: owner }) => [owner]]),
  tell('improvement.planned', toImprove, [{ tell: somebody }, ({ tell: owner }) => [owner]]),
  tell('improvement.changed', toImprove, [{ tell: somebody }, ({ tell: owner }) => [owner]]),
  tell('improvement.fell_late', late, [{ owner: UserId }, ({ owner }) => [owner]]),
  tell('improvement.measured', measured, [{ owner: UserId }, ({ owner }) => [owner]]),
  tell('visit.planned', visiting, [{ visit: Visiting }, ({ visit }) => [visit.visitor]]),
  tell('visit.moved', visiting, [{ from: Visiting, to: Visiting }, ({ from, to }) => [to.visitor === from.visitor ? null : to.visitor]]),
  tell('ticket.assigned', handed, [{ assignee: somebody, how: z.string() }, ({ assignee, how }) => [how === 'taken' ? null : assignee]]),
  tell('ticket.message_received', wrote, [{ assignee: somebody }, ({ assignee }) => [assignee]]),
  tell('ticket.reopened', cameBack, [Working, allOf]),
  tell('ticket.noted', named, [{ mentions: z.array(UserId) }, ({ mentions }) => mentions]),
  tell('ticket.task_asked', asked, [{ task: AskedOf }, ({ task }) => [task.assignee], ({ task }) => unnamed(task)]),
  {
    ...tell('ticket.task_asked', unheard, [{ task: Asking }, ({ task }) => [task.assignee ? null : task.asked.by]]),
    unheard: (data) => unnamed(z.object({ task: AskedOf }).parse(data).task),
  },
  tell('ticket.task_done', doneFor, [{ askedBy: somebody }, ({ askedBy }) => [askedBy]]),
  tell('ticket.task_overdue', undone, [{ ...AskedOf.shape, askedBy: UserId }, ({ assignee, askedBy }) => [assignee, askedBy], unnamed]),
  tell('ticket.notice_near', lapsing, [
    { ...Working, team: z.string().optional() },
    allOf,
    ({ assignee, team }) => (assignee ? undefined : team),
  ]),
  tell('ticket.deadline_neared', nearing, [{ assignee: somebody }, ({ assignee }) => [assignee]]),
  tell('ticket.escalated', called, [{ to: somebody }, ({ to }) => [to]]),
  tell('queue.unattended', unattended, [{ tell: z.array(UserId) }, ({ tell: people }) => people]),
  tell('webhook.paused', paused, [{ owner: UserId }, ({ owner }) => [owner]]),
]

/** The kinds of event that somebody is told of. */
export const toldOf: readonly string[] = [...new Set(tellings.map(({ on }) => on))]

export const tellingsOf = (eventType: string): readonly Telling[] => tellings.filter(({ on }) => on === eventType)
