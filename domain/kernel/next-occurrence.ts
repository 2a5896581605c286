import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import { type Instant, instantAt } from './instant.ts'
import type { Recurrence } from './recurrence.ts'
import { ok, type Result, refuse } from './result.ts'
import type { Zone } from './zone.ts'

/** What recurs, from when on, and on whose clock. */
export type Recurring = { readonly recurrence: Recurrence; readonly startsAt: Instant; readonly zone: Zone }
/** The rule contradicts itself, such as the 30th of February, or the next time lies beyond what can be searched. */
export type NeverOccurs = { readonly code: 'recurrence.never_occurs' }

/** A rule that names nothing ends the search, which is otherwise without end. A thousand years hold every real one. */
const bounds = { maxIterations: 1000, maxCandidateEvaluations: 20_000, strict: true }

/**
 * The first time after `after`, undefined when the rule has come to its end. A local time that does not exist, since clocks
 * were put forward, is passed over, and of one that exists twice the first is meant, as RFC 5545 has it.
 */
export const nextOccurrence = ({ recurrence, startsAt, zone }: Recurring, after: Instant): Result<Instant | undefined, NeverOccurs> => {
  try {
    const dtstart = Temporal.Instant.from(startsAt).toZonedDateTimeISO(zone)
    const rule = new RRuleTemporal({ ...bounds, rruleString: `RRULE:${recurrence}`, dtstart })
    const next = rule.next(Temporal.Instant.from(after).toZonedDateTimeISO(zone))
    return ok(next ? instantAt(next.epochMilliseconds) : undefined)
  } catch {
    // The library throws one kind of error for all that is wrong with a rule, its bounds included.
    return refuse({ code: 'recurrence.never_occurs' })
  }
}
