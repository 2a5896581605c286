import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { type Instant, instantAt } from './instant.ts'
import { days, later } from './later.ts'
import type { Recurrence } from './recurrence.ts'
import { ok, type Result, refuse } from './result.ts'
import type { Zone } from './zone.ts'

/** What recurs, from when on, and on whose clock. */
export type Recurring = { readonly recurrence: Recurrence; readonly startsAt: Instant; readonly zone: Zone }
/** The rule contradicts itself, such as the 30th of February, or the next time lies beyond what can be searched. */
export type NeverOccurs = { readonly code: 'recurrence.never_occurs' }

/**
 * A rule that names nothing ends the search, which is otherwise without end. A thousand years hold every real one; who counts is
 * counted from the beginning, and ten thousand days are 27 years.
 */
const boundsOf = (recurrence: Recurrence) => ({
  maxIterations: counts(recurrence) ? 10_000 : 1000,
  maxCandidateEvaluations: 20_000,
  strict: true,
})
const counts = (recurrence: Recurrence): boolean => recurrence.includes('COUNT=')

const onClock = (at: Instant, zone: Zone) => Temporal.Instant.from(at).toZonedDateTimeISO(zone)

/** What is found in a rule. The library throws one kind of error for all that is wrong with one, its bounds included. */
const searched = <Found>({ recurrence, startsAt, zone }: Recurring, find: (rule: RRuleTemporal) => Found): Result<Found, NeverOccurs> => {
  try {
    const dtstart = onClock(startsAt, zone)
    return ok(find(new RRuleTemporal({ ...boundsOf(recurrence), rruleString: `RRULE:${recurrence}`, dtstart })))
  } catch {
    return refuse({ code: 'recurrence.never_occurs' })
  }
}

/**
 * The first time after `after`, undefined when the rule has come to its end. A local time that does not exist, since clocks
 * were put forward, is passed over, and of one that exists twice the first is meant, as RFC 5545 has it.
 */
export const nextOccurrence = (recurring: Recurring, after: Instant): Result<Instant | undefined, NeverOccurs> =>
  searched(recurring, (rule) => {
    const next = rule.next(onClock(after, recurring.zone))
    return next ? instantAt(next.epochMilliseconds) : undefined
  })

/** All times after `after`, up to and with `until`: one a day at most. Looked for at once, which costs little more than one of them. */
export const occurrencesBetween = (recurring: Recurring, after: Instant, until: Instant): Result<readonly Instant[], NeverOccurs> =>
  searched(recurring, (rule) => {
    if (after >= until) return []
    const found = rule.between(onClock(after, recurring.zone), onClock(until, recurring.zone), true)
    return found.map(({ epochMilliseconds }) => instantAt(epochMilliseconds)).filter((at) => at > after)
  })

/** Nobody who set up a rule sees what becomes of it later. */
const century = 36_525 * days

/**
 * "What is taken works to its end": a rule comes again, and one that counts can be counted through to its end, or for a hundred
 * years. Else it would break one day, and whoever waits for it would not hear of that.
 */
export const keepsRecurring = (recurring: Recurring): Result<unknown, NeverOccurs> => {
  const { recurrence, startsAt } = recurring
  const next = nextOccurrence(recurring, startsAt)
  return next.ok && counts(recurrence) ? nextOccurrence(recurring, later(startsAt, century)) : next
}
