import * as z from 'zod'
import type { CustomerGlance } from '../customers/glance.ts'
import { type Actor, may, reaches } from '../kernel/actor.ts'
import { CustomerId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import type { Language } from '../kernel/language.ts'
import type { Note } from '../notes/note.ts'
import { isFor, type Reminder } from '../reminders/reminder.ts'
import type { Suggestion } from '../suggestions/suggestion.ts'
import { Notification } from './notification.ts'
import { tellingsOf } from './tellings.ts'

/** A notification as its reader may see it now. */
export const SeenNotification = z.strictObject({
  ...Notification.pick({ id: true, type: true, subject: true, readAt: true }).shape,
  at: Instant,
  by: UserId,
  words: z.string(),
  /** What the reminder or the beginning of the note or suggestion says, to those who may read it. */
  text: z.string().optional(),
  /** Named only to those who look after it now. */
  customer: z.strictObject({ id: CustomerId, name: z.string() }).optional(),
})
export type SeenNotification = z.infer<typeof SeenNotification>

type Reader = { readonly actor: Actor; readonly language: Language }

/** The records that a notification is about, as they are now, as far as there are any. */
export type Around = {
  readonly customer?: CustomerGlance | undefined
  readonly reminder?: Reminder | undefined
  readonly note?: Note | undefined
  readonly suggestion?: Suggestion | undefined
}

const reached = ({ customer }: Around, actor: Actor): CustomerGlance | undefined =>
  customer && may(actor, 'customers:read') && reaches(actor, customer) ? customer : undefined

const excerpt = 140
const beginning = (text: string): string => [...text].slice(0, excerpt).join('')

/** A note or a suggestion is read by those who look after its customer, a reminder by whom it is for. */
const textFor = (around: Around, actor: Actor): string | undefined => {
  const { reminder, note, suggestion } = around
  if (reminder) return may(actor, 'reminders:read') && isFor(reminder, actor) ? reminder.text : undefined
  const isReached = reached(around, actor) !== undefined
  if (suggestion) return isReached && may(actor, 'surveys:read') ? beginning(suggestion.text) : undefined
  return note && !note.withdrawn && isReached && may(actor, 'notes:read') ? beginning(note.text) : undefined
}

/** "Who is told of something learns no more of it than they could look up themselves." */
export const seenBy = (
  { actor, language }: Reader,
  { id, type, subject, readAt, event }: Notification,
  around: Around,
): SeenNotification => {
  const [customer, text] = [reached(around, actor), textFor(around, actor)]
  return {
    id,
    type,
    subject,
    ...(readAt !== undefined && { readAt }),
    at: event.at,
    by: event.by,
    words: tellingsOf(event.type).find((telling) => telling.type === type)?.words[language] ?? type,
    ...(text !== undefined && { text }),
    ...(customer && { customer: { id: customer.id, name: customer.name } }),
  }
}
