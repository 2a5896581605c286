import type { Instant } from '../kernel/instant.ts'
import { days, later } from '../kernel/later.ts'
import { nextOccurrence } from '../kernel/next-occurrence.ts'
import { dueAtOf, type Reminder } from '../reminders/reminder.ts'

/** One entry of a calendar. The id stays the same as long as the reminder and its time do. */
export type Entry = { readonly id: string; readonly text: string; readonly at: Instant }

const farthest = 90 * days
const mostOfOne = 60

/**
 * The times at which a reminder stands in its owner's calendar: when it next comes, and where it recurs its further times
 * within ninety days of `now`. Times are worked out here, so that no program that reads them need know the zone's rules.
 */
export const entriesOf = (reminder: Reminder, now: Instant): readonly Entry[] => {
  const { id, text, recurrence } = reminder
  const times: Instant[] = [dueAtOf(reminder) ?? reminder.dueAt]
  const until = later(now, farthest)
  while (recurrence !== undefined && times.length < mostOfOne) {
    const next = nextOccurrence({ ...reminder, recurrence }, times.at(-1) ?? now)
    if (!next.ok || next.value === undefined || next.value > until) break
    times.push(next.value)
  }
  return times.map((at) => ({ id: `${id}-${at}`, text, at }))
}
