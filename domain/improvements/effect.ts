import * as z from 'zod'
import { startOf } from '../kernel/calendar.ts'
import type { Instant, PlainDate } from '../kernel/instant.ts'
import { later } from '../kernel/later.ts'
import { type Estimate, meanInterval, netPromoterInterval, sampleOf, squareAndAdd } from '../survey-results/intervals.ts'
import { type Figures, figuresOf } from '../survey-results/results.ts'
import { Month, monthAfter } from '../survey-results/row.ts'
import type { Tally } from '../survey-results/tally.ts'
import { changeableFor, expireAfter } from '../surveys/survey.ts'
import type { Expected } from './expected.ts'

const Bounds = z.strictObject({ low: z.number(), high: z.number() })

/** The score in some months, with its 95 % interval. `value` and `interval` are absent where fewer than five gave it. */
const Side = z.strictObject({
  from: Month,
  to: Month,
  sent: z.int(),
  answered: z.int().optional(),
  hidden: z.boolean(),
  count: z.int().optional(),
  value: z.number().optional(),
  interval: Bounds.optional(),
})
type Side = z.infer<typeof Side>

/**
 * The score before and after, and by how much it rose, with the 95 % interval of that. It says that the score rose, not that what
 * was done made it rise. `verdict`: it rose by what was expected, or fell short of it; or too few have said to tell.
 */
export const Effect = z.strictObject({
  before: Side,
  after: Side,
  change: z.number().optional(),
  interval: Bounds.optional(),
  verdict: z.enum(['reached', 'short', 'too_few']),
})
export type Effect = z.infer<typeof Effect>

export type Span = { readonly from: Month; readonly to: Month }
type Spans = Readonly<Record<'before' | 'after', Span>>

/** "The month in which it is done belongs to neither side": whole months, as results are counted, on either side of it. */
export const spansAround = (doneOn: PlainDate, months: number): Spans => {
  const month = Month.parse(doneOn.slice(0, 7))
  return {
    before: { from: monthAfter(month, -months), to: monthAfter(month, -1) },
    after: { from: monthAfter(month, 1), to: monthAfter(month, months) },
  }
}

/** When all who were asked in the months behind it have answered and can change nothing any more, or let it pass. */
export const measuresAt = (doneOn: PlainDate, months: number): Instant => {
  const { after } = spansAround(doneOn, months)
  return later(startOf(`${monthAfter(after.to, 1)}-01`), expireAfter + changeableFor)
}

type Measured = Estimate & { readonly count: number }

const meanOf = (score: Figures['csat']): Measured | undefined => {
  if (!score) return undefined
  const values = Object.entries(score.spread).flatMap(([step, times]) => Array.from({ length: times }, () => Number(step)))
  return { count: score.count, value: score.mean, interval: meanInterval(sampleOf(values)) }
}

const scoreIn = (figures: Figures, expected: Expected): Measured | undefined => {
  switch (expected.measure) {
    case 'csat':
      return meanOf(figures.csat)
    case 'effort':
      return meanOf(figures.effort)
    case 'dimension':
      return meanOf(figures.dimensions[expected.dimension])
    case 'nps': {
      const { nps } = figures
      return nps && { count: nps.count, value: nps.score, interval: netPromoterInterval({ ...nps, n: nps.count }) }
    }
  }
}

const sideOf = ({ from, to }: Span, { sent, answered }: Figures, score: Measured | undefined): Side => ({
  from,
  to,
  sent,
  ...(answered !== undefined && { answered }),
  hidden: score === undefined,
  ...(score && { count: score.count, value: score.value, interval: { ...score.interval } }),
})

/** Sums of floats: three steps of a tenth are not quite three tenths. */
const hair = 1e-9

/** What was counted on either side, and whether it is what was expected. */
export const effectOf = (expected: Expected, spans: Spans, counted: Readonly<Record<'before' | 'after', Tally>>): Effect => {
  const [was, is] = [figuresOf(counted.before), figuresOf(counted.after)]
  const [before, after] = [scoreIn(was, expected), scoreIn(is, expected)]
  const sides = { before: sideOf(spans.before, was, before), after: sideOf(spans.after, is, after) }
  if (!before || !after) return { ...sides, verdict: 'too_few' }
  const { effect, interval } = squareAndAdd(after, before)
  return { ...sides, change: effect, interval: { ...interval }, verdict: effect >= expected.by - hair ? 'reached' : 'short' }
}
