import * as z from 'zod'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { Reminder, ReminderTerms } from './reminder.ts'

const doing = { at: Instant, by: UserId }

/** What can happen to a reminder. */
export const ReminderEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('reminder.written'), reminder: Reminder }),
  z.strictObject({ type: z.literal('reminder.changed'), from: ReminderTerms, to: ReminderTerms, ...doing }),
  z.strictObject({ type: z.literal('reminder.fell_due'), at: Instant, owner: UserId }),
  z.strictObject({ type: z.literal('reminder.snoozed'), until: Instant, ...doing }),
  /** `next` is when a recurring one comes again. */
  z.strictObject({ type: z.literal('reminder.done'), next: Instant.optional(), ...doing }),
  z.strictObject({ type: z.literal('reminder.dropped'), ...doing }),
  z.strictObject({ type: z.literal('reminder.handed_over'), from: UserId, to: UserId, ...doing }),
])
export type ReminderEvent = z.infer<typeof ReminderEvent>

/** "Whoever moves a reminder begins it anew: what it was put off to, and that it had fallen due, no longer counts." */
const moved = (reminder: Reminder, { from, to }: Extract<ReminderEvent, { type: 'reminder.changed' }>): Reminder => {
  const changed = { ...reminder, ...to, recurrence: to.recurrence }
  const anew = from.dueAt !== to.dueAt || from.recurrence !== to.recurrence || from.zone !== to.zone
  return anew ? { ...changed, startsAt: to.dueAt, status: 'waiting', snoozedUntil: undefined, fellDueAt: undefined } : changed
}

type Happened = Exclude<ReminderEvent, { type: 'reminder.written' }>

const after = (reminder: Reminder, event: Happened): Reminder => {
  switch (event.type) {
    case 'reminder.changed':
      return moved(reminder, event)
    case 'reminder.fell_due':
      return { ...reminder, status: 'due', fellDueAt: event.at }
    case 'reminder.snoozed':
      return { ...reminder, status: 'waiting', snoozedUntil: event.until }
    case 'reminder.done':
      return event.next
        ? { ...reminder, status: 'waiting', dueAt: event.next, snoozedUntil: undefined, fellDueAt: undefined }
        : { ...reminder, status: 'done', ended: { at: event.at, by: event.by } }
    case 'reminder.dropped':
      return { ...reminder, status: 'dropped', ended: { at: event.at, by: event.by } }
    case 'reminder.handed_over':
      return { ...reminder, owner: event.to }
  }
}

/** What an event makes of a reminder. */
export const evolve = (reminder: Reminder | undefined, event: ReminderEvent): Reminder | undefined => {
  if (event.type === 'reminder.written') return event.reminder
  return reminder && { ...after(reminder, event), changedAt: event.at }
}
