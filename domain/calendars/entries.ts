import type { CustomerGlance } from '../customers/glance.ts'
import type { Planned } from '../improvements/improvement.ts'
import { type Instant, instantAt, type PlainDate } from '../kernel/instant.ts'
import { days, later } from '../kernel/later.ts'
import { occurrencesBetween } from '../kernel/next-occurrence.ts'
import { changedAtOf, dueAtOf, type Reminder } from '../reminders/reminder.ts'
import type { OpenTask } from '../tickets/open-task.ts'
import type { VisitSummary } from '../visits/summary.ts'

/** At a moment and for so many minutes, or some time of a day. */
type When = { readonly at: Instant; readonly minutes: number } | { readonly on: PlainDate }

/**
 * One entry of a calendar. The id stays the same for as long as it stands there, wherever it is moved; `sequence` grows with each
 * change, so that a program that has an older one knows the newer.
 */
export type Entry = {
  readonly id: string
  readonly text: string
  readonly when: When
  readonly changedAt: Instant
  readonly sequence: number
}

/** Of what was kept before anybody noted when it last changed. */
const longAgo: Instant = instantAt(Date.UTC(2020, 0))
/** Seconds, which a whole number of 32 bits holds for as long as anybody will read this. */
const sequenceAt = (changedAt: Instant): number => Math.max(0, Math.floor((Date.parse(changedAt) - Date.parse(longAgo)) / 1000))
const changedBy = (changedAt: Instant) => ({ changedAt, sequence: sequenceAt(changedAt) })

const farthest = 90 * days
const [moment, appointment] = [15, 60]

/**
 * When a reminder comes: next, or where it was due and nobody has seen to it yet; and where it recurs, its further times that are yet
 * to come, within ninety days of `now`. What was missed in between comes no more, as when it is done.
 */
const timesOf = (reminder: Reminder, now: Instant): readonly Instant[] => {
  const { recurrence, dueAt } = reminder
  if (recurrence === undefined) return [dueAt]
  const further = occurrencesBetween({ ...reminder, recurrence }, dueAt > now ? dueAt : now, later(now, farthest))
  return [dueAt, ...(further.ok ? further.value : [])]
}

/**
 * The times at which a reminder stands in its owner's calendar. They are worked out here, so that no program that reads them need know
 * the zone's rules. One that recurs has an id for each time that it comes, by its rule and not by what it was put off to.
 */
export const entriesOf = (reminder: Reminder, now: Instant): readonly Entry[] => {
  const { id, text, recurrence } = reminder
  const putOffTo = dueAtOf(reminder)
  return timesOf(reminder, now).map((at, i) => ({
    id: recurrence === undefined ? id : `${id}-${at}`,
    text,
    when: { at: i === 0 ? (putOffTo ?? at) : at, minutes: moment },
    ...changedBy(changedAtOf(reminder)),
  }))
}

/** Cut where a calendar would show no more of it. */
const line = (text: string): string => [...text].slice(0, 300).join('')

/** A visit that is planned: its appointment, or its day. Of the customer its name, to those who look after it. */
export const visitEntry = (visit: VisitSummary, customer: CustomerGlance | undefined): Entry => {
  const { id, at, dueOn, changedAt = longAgo } = visit
  return {
    id,
    text: line(`客户回访 Return visit: ${customer?.name ?? visit.customerId}`),
    when: at === undefined ? { on: dueOn } : { at, minutes: appointment },
    ...changedBy(changedAt),
  }
}

/** What somebody is asked for a ticket, where it was said by when. */
export const taskEntries = ({ id, ticketId, number, what, dueAt, lateAt, asked }: OpenTask): readonly Entry[] =>
  dueAt === undefined
    ? []
    : [
        {
          id: `${ticketId}-${id}`,
          text: line(`工单任务 Ticket ${number}: ${what}`),
          when: { at: dueAt, minutes: moment },
          ...changedBy(lateAt ?? asked.at),
        },
      ]

/** An improvement that somebody is to make, on the last day on which it is in time. */
export const improvementEntry = ({ id, action, dueOn, planned, lateSince }: Planned, version: number): Entry => ({
  id,
  text: line(`改进措施 Improvement: ${action}`),
  when: { on: dueOn },
  changedAt: lateSince ?? planned.at,
  sequence: version,
})
