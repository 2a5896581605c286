import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { Instant, instantAt, PlainDate } from '../kernel/instant.ts'
import { Zone } from '../kernel/zone.ts'
import { Priority } from '../priorities/priority.ts'
import { type Clock, clocksOf, stepShares } from './clocks.ts'
import type { History } from './phases.ts'
import { ClockName, type ServiceBook } from './policy.ts'

const length = z.int().min(0).describe('Milliseconds')

/** A stretch of time that counts or does not, and why: `of` is the holiday, or the status that it waited in. */
const ExplainedSpan = z.strictObject({
  from: Instant,
  until: Instant,
  lasted: length,
  counts: z.boolean(),
  why: z.enum(['working_time', 'outside_hours', 'day_off', 'waiting', 'over']),
  of: z.string().optional(),
})

/** By what a clock is judged, in which editions, and since when that has been promised. */
const Rule = z.strictObject({
  policy: Code,
  edition: z.int(),
  title: z.string(),
  priority: Priority,
  calendar: Code,
  calendarEdition: z.int(),
  zone: Zone,
  /** Holidays after this day are not known yet, and are counted as working days. */
  holidaysKnownThrough: PlainDate.optional(),
  since: Instant,
})

const ExplainedClock = z.strictObject({
  clock: ClockName,
  /** Which answer it is, in the order in which they were owed. */
  round: z.int(),
  state: z.enum(['running', 'waiting', 'met', 'over']),
  from: Instant,
  until: Instant.optional().describe('When what it waited for was there'),
  rule: Rule,
  promisedMinutes: z.int().optional(),
  /** From its beginning until its end, or until now: what counted and what did not add up to it. */
  elapsed: length,
  counted: length,
  notCounted: length,
  left: length.optional().describe('Milliseconds of working time that are left; nothing where nothing was promised'),
  due: Instant.optional().describe('None while it waits, or where nothing was promised'),
  breachedAt: Instant.optional(),
  steps: z.array(z.strictObject({ share: z.union(stepShares.map((share) => z.literal(share))), at: Instant })),
  spans: z.array(ExplainedSpan),
})

/** What was promised of a ticket, how much of the time is used up, and how that comes about. */
export const Explanation = z.strictObject({ asOf: Instant, clocks: z.array(ExplainedClock) })
export type Explanation = z.infer<typeof Explanation>

const maybe = (at: number | undefined): Instant | undefined => (at === undefined ? undefined : instantAt(at))

const ruleOf = ({ inForce: { policy, priority, calendar }, since }: Clock): z.infer<typeof Rule> => ({
  policy: policy.code,
  edition: policy.edition,
  title: policy.title,
  priority,
  calendar: calendar.code,
  calendarEdition: calendar.edition,
  zone: calendar.zone,
  holidaysKnownThrough: calendar.publishedThrough,
  since: instantAt(since),
})

const explained = (clock: Clock): z.infer<typeof ExplainedClock> => {
  const { round, state, from, until, counted, target, spans } = clock
  const elapsed = (spans.at(-1)?.until ?? from) - from
  return {
    clock: clock.clock,
    round,
    state,
    from: instantAt(from),
    until: maybe(until),
    rule: ruleOf(clock),
    promisedMinutes: target === undefined ? undefined : target / 60_000,
    elapsed,
    counted,
    notCounted: spans.reduce((sum, span) => sum + (span.counts ? 0 : span.until - span.from), 0),
    left: target === undefined ? undefined : Math.max(0, target - counted),
    due: maybe(clock.due),
    breachedAt: maybe(clock.breachedAt),
    steps: clock.steps.map(({ share, at }) => ({ share, at: instantAt(at) })),
    spans: spans.map((span) => ({ ...span, from: instantAt(span.from), until: instantAt(span.until), lasted: span.until - span.from })),
  }
}

/** "Nobody has to take our word for a deadline": every clock of a ticket, with each stretch of time that counted and each that did not. */
export const explain = (history: History, book: ServiceBook, asOf: Instant): Explanation => ({
  asOf,
  clocks: clocksOf(history, book, Date.parse(asOf)).map(explained),
})
