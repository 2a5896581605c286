import type { Instant } from '../kernel/instant.ts'
import type { Zone } from '../kernel/zone.ts'
import type { SeenNotification } from '../notifications/seen.ts'
import { dueAtOf, type Reminder } from '../reminders/reminder.ts'
import { localDay } from '../staff/working-moments.ts'

/** So many of each are named; the rest is counted. */
export const mostNamed = 20
/** So many unread notifications and so many open reminders are looked at. Where there are more, the count says "or more". */
export const mostLooked = 1000

/** A count, which is the least that there is where not all was looked at. */
type Count = { readonly count: number; readonly more: boolean }

/** What a digest is made of: the reader's unread notifications that it is to name, and their open reminders. */
export type Gathered = {
  /** Those that are named, and how many there are. */
  readonly unread: Count & { readonly named: readonly SeenNotification[] }
  /** The earliest due first. One more than is looked at says that there are more. */
  readonly reminders: readonly Reminder[]
  readonly now: Instant
  readonly zone: Zone
}

/** A digest in full. Lists are cut at `mostNamed`; counts go on to `mostLooked` and say where there is more. */
export type DigestContent = {
  readonly unread: Count
  readonly today: Count
  readonly overdue: Count
  readonly notices: readonly SeenNotification[]
  readonly reminders: readonly (Pick<Reminder, 'text'> & { readonly at: Instant })[]
}

const whenOf = (reminder: Reminder): Instant => dueAtOf(reminder) ?? reminder.dueAt

/** "What waits for you today, what waited already, and what you have not read." Undefined where there is nothing to say. */
export const digestOf = ({ unread: { named, ...unread }, reminders, now, zone }: Gathered): DigestContent | undefined => {
  const today = localDay(now, zone)
  const dueOn = (reminder: Reminder): string => localDay(whenOf(reminder), zone)
  const due = reminders.filter((one) => dueOn(one) <= today).sort((a, b) => (whenOf(a) < whenOf(b) ? -1 : 1))
  if (unread.count + due.length === 0) return undefined
  const counted = due.slice(0, mostLooked)
  const overdue = counted.filter((one) => dueOn(one) < today).length
  const isCut = due.length > counted.length
  return {
    unread,
    overdue: { count: overdue, more: isCut && overdue === counted.length },
    today: { count: counted.length - overdue, more: isCut && overdue < counted.length },
    notices: named.slice(0, mostNamed),
    reminders: due.slice(0, mostNamed).map((one) => ({ text: one.text, at: whenOf(one) })),
  }
}
