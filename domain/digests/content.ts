import type { Instant } from '../kernel/instant.ts'
import type { Zone } from '../kernel/zone.ts'
import type { SeenNotification } from '../notifications/seen.ts'
import { dueAtOf, type Reminder } from '../reminders/reminder.ts'
import { localDay } from '../staff/working-moments.ts'

/** What a digest is made of: the reader's unread notifications that it is to name, and their open reminders. */
export type Gathered = {
  readonly unread: readonly SeenNotification[]
  readonly reminders: readonly Reminder[]
  readonly now: Instant
  readonly zone: Zone
}

/** A digest in full. Lists are cut, counts are not. */
export type DigestContent = {
  readonly unread: number
  readonly today: number
  readonly overdue: number
  readonly notices: readonly SeenNotification[]
  readonly reminders: readonly (Pick<Reminder, 'text'> & { readonly at: Instant })[]
}

/** So many of each are named; the rest is counted. */
const mostNamed = 20

const whenOf = (reminder: Reminder): Instant => dueAtOf(reminder) ?? reminder.dueAt

/** "What waits for you today, what waited already, and what you have not read." Undefined where there is nothing to say. */
export const digestOf = ({ unread, reminders, now, zone }: Gathered): DigestContent | undefined => {
  const today = localDay(now, zone)
  const due = reminders.filter((one) => localDay(whenOf(one), zone) <= today).sort((a, b) => (whenOf(a) < whenOf(b) ? -1 : 1))
  if (unread.length + due.length === 0) return undefined
  const overdue = due.filter((one) => localDay(whenOf(one), zone) < today).length
  return {
    unread: unread.length,
    overdue,
    today: due.length - overdue,
    notices: unread.slice(0, mostNamed),
    reminders: due.slice(0, mostNamed).map((one) => ({ text: one.text, at: whenOf(one) })),
  }
}
