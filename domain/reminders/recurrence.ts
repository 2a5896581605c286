import { RRuleTemporal } from 'rrule-temporal'
import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import { Instant } from '../kernel/instant.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { Zone } from '../kernel/zone.ts'

const several = (one: string): string => `${one}(?:,${one})*`
const yearPart = '-?(?:36[0-6]|3[0-5][0-9]|[12][0-9]{2}|[1-9][0-9]?)'
const weekday = '(?:MO|TU|WE|TH|FR|SA|SU)'
/** The parts of a rule and what each may say. The time of day is that of the first moment, so no part sets another. */
const parts = {
  INTERVAL: '[1-9][0-9]{0,2}',
  COUNT: '[1-9][0-9]{0,3}',
  UNTIL: '[0-9]{8}(?:T[0-9]{6}Z)?',
  BYMONTH: several('(?:1[0-2]|[1-9])'),
  BYMONTHDAY: several('-?(?:3[01]|[12][0-9]|[1-9])'),
  BYDAY: several(`(?:[+-]?[1-9][0-9]?)?${weekday}`),
  BYWEEKNO: several('-?(?:5[0-3]|[1-4][0-9]|[1-9])'),
  BYYEARDAY: several(yearPart),
  BYSETPOS: several(yearPart),
  WKST: weekday,
}
const part = Object.entries(parts)
  .map(([name, value]) => `${name}=${value}`)
  .join('|')

/** A recurrence rule of RFC 5545 (3.3.10) without its name, such as `FREQ=WEEKLY;BYDAY=MO`. Nothing recurs more often than daily. */
export const Recurrence = z
  .string()
  .max(200)
  .regex(new RegExp(`^FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;(?:${part}))*$`))
  .meta({ class: 'public', description: 'A recurrence rule of RFC 5545, such as `FREQ=WEEKLY;BYDAY=MO`' })
export type Recurrence = z.infer<typeof Recurrence>

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
    return ok(next ? Instant.parse(new Date(next.epochMilliseconds).toISOString()) : undefined)
  } catch {
    // The library throws one kind of error for all that is wrong with a rule, its bounds included.
    return refuse({ code: 'recurrence.never_occurs' })
  }
}
