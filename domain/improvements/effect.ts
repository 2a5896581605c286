import * as z from 'zod'
import { startOf } from '../kernel/calendar.ts'
import type { Instant, PlainDate } from '../kernel/instant.ts'
import { later } from '../kernel/later.ts'
import {
  type Difference,
  difference,
  type Estimate,
  type Interval,
  meanInterval,
  netPromoterInterval,
  type Sample,
  sampleOf,
  squareAndAdd,
} from '../survey-results/intervals.ts'
import { type Figures, figuresOf } from '../survey-results/results.ts'
import { Month, monthAfter } from '../survey-results/row.ts'
import type { Tally } from '../survey-results/tally.ts'
import { changeableFor, expireAfter } from '../surveys/survey.ts'
import type { Expected } from './expected.ts'

const Bounds = z.strictObject({ low: z.number(), high: z.number() })

/** The score in some months, with its 95 % interval. `value` is absent where fewer than five gave it, `interval` also where all of them gave the same. */
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

type Mean = { readonly count: number; readonly value: number; readonly interval: Interval | undefined; readonly sample: Sample }
type NetScore = Estimate & { readonly count: number }
type Measured = Mean | NetScore
type Compared = { readonly before: Measured | undefined; readonly after: Measured | undefined; readonly risen: Difference | undefined }

const meanOf = (score: Figures['csat']): Mean | undefined => {
  if (!score) return undefined
  const values = Object.entries(score.spread).flatMap(([step, times]) => Array.from({ length: times }, () => Number(step)))
  const sample = sampleOf(values)
  return { count: score.count, value: score.mean, interval: meanInterval(sample), sample }
}

const meanIn = (figures: Figures, expected: Exclude<Expected, { measure: 'nps' }>): Mean | undefined =>
  meanOf(expected.measure === 'dimension' ? figures.dimensions[expected.dimension] : figures[expected.measure])

const netIn = ({ nps }: Figures): NetScore | undefined =>
  nps && { count: nps.count, value: nps.score, interval: netPromoterInterval({ ...nps, n: nps.count }) }

/** What is shown of either side, and how far they are apart where enough have said something on both. */
const compared = (expected: Expected, was: Figures, is: Figures): Compared => {
  if (expected.measure === 'nps') {
    const [before, after] = [netIn(was), netIn(is)]
    return { before, after, risen: before && after && squareAndAdd(after, before) }
  }
  const [before, after] = [meanIn(was, expected), meanIn(is, expected)]
  return { before, after, risen: before && after && difference(after.sample, before.sample) }
}

const sideOf = ({ from, to }: Span, { sent, answered }: Figures, score: Measured | undefined): Side => ({
  from,
  to,
  sent,
  ...(answered !== undefined && { answered }),
  hidden: score === undefined,
  ...(score && { count: score.count, value: score.value, ...(score.interval && { interval: { ...score.interval } }) }),
})

/** Sums of floats: three steps of a tenth are not quite three tenths. */
const hair = 1e-9

/** What was counted on either side, and whether it is what was expected. */
export const effectOf = (expected: Expected, spans: Spans, counted: Readonly<Record<'before' | 'after', Tally>>): Effect => {
  const [was, is] = [figuresOf(counted.before), figuresOf(counted.after)]
  const { before, after, risen } = compared(expected, was, is)
  const sides = { before: sideOf(spans.before, was, before), after: sideOf(spans.after, is, after) }
  if (!risen) return { ...sides, verdict: 'too_few' }
  const { effect, interval } = risen
  const verdict = effect >= expected.by - hair ? 'reached' : 'short'
  return { ...sides, change: effect, ...(interval && { interval: { ...interval } }), verdict }
}
