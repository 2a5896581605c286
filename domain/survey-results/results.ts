import * as z from 'zod'
import { type Cell, type Grouping, groupOf } from './cells.ts'
import { type Interval, netPromoterInterval, wilson } from './intervals.ts'
import { fewestShown, hiddenIn, type Line } from './suppression.ts'
import { type Spread, sidesIn, spreadIn, sumOf, type Tally } from './tally.ts'

const Bounds = z.strictObject({ low: z.number(), high: z.number() })
const Share = z.strictObject({ of: z.int(), count: z.int(), share: z.number(), interval: Bounds })
const Score = z.strictObject({
  count: z.int(),
  mean: z.number(),
  /** How many chose each step of the scale. */
  spread: z.record(z.string(), z.int()),
  /** Satisfied: 4 and 5 of 5. Easy: 5 to 7 of 7. */
  good: Share,
})
const Net = z.strictObject({
  count: z.int(),
  score: z.number(),
  promoters: z.int(),
  passives: z.int(),
  detractors: z.int(),
  interval: Bounds,
})

/** The figures of a group. What is hidden, or was never asked, is absent. */
export const Figures = z.strictObject({
  sent: z.int(),
  answered: z.int().optional(),
  response: Share.optional(),
  /** Fewer answers than may be shown, or such a group would come out if this one were shown. */
  hidden: z.boolean(),
  csat: Score.optional(),
  nps: Net.optional(),
  effort: Score.optional(),
  dimensions: z.record(z.string(), Score),
})
export type Figures = z.infer<typeof Figures>

const interval = ({ low, high }: Interval) => ({ low, high })
const shareOf = (count: number, of: number) => ({ of, count, share: count / of, interval: interval(wilson(count, of)) })

const times = (spread: Spread, wanted: (score: number) => boolean = () => true): number =>
  spread.reduce((sum, [score, count]) => sum + (wanted(score) ? count : 0), 0)

const scored = (spread: Spread, goodFrom: number): z.infer<typeof Score> | undefined => {
  const count = times(spread)
  return count < fewestShown
    ? undefined
    : {
        count,
        mean: spread.reduce((sum, [score, chose]) => sum + score * chose, 0) / count,
        spread: Object.fromEntries(spread.map(([score, chose]) => [String(score), chose])),
        good: shareOf(
          times(spread, (score) => score >= goodFrom),
          count,
        ),
      }
}

/** Promoters say 9 or 10, detractors 6 or less; the score is the share of the one less that of the other, times a hundred. */
const netOf = (spread: Spread): z.infer<typeof Net> | undefined => {
  const n = times(spread)
  if (n < fewestShown) return undefined
  const [promoters, detractors] = [times(spread, (score) => score >= 9), times(spread, (score) => score <= 6)]
  return {
    count: n,
    score: ((promoters - detractors) / n) * 100,
    promoters,
    passives: n - promoters - detractors,
    detractors,
    interval: interval(netPromoterInterval({ promoters, detractors, n })),
  }
}

/** Of which measures nothing is shown, however many have answered. */
type IsHeld = (measure: string) => boolean

const sides = (tally: Tally, spreadOf: (measure: string) => Spread): Record<string, z.infer<typeof Score>> =>
  Object.fromEntries(
    sidesIn(tally).flatMap((side) => {
      const score = scored(spreadOf(`side:${side}`), 4)
      return score ? [[side, score] as const] : []
    }),
  )

/** How many answered, from five on or where nobody did: in between it would say that one more has, when it is looked at again. */
const answersIn = ({ sent = 0, answered = 0 }: Tally, isHeld: IsHeld) => {
  if (isHeld('answered') || (answered > 0 && answered < fewestShown)) return {}
  return { answered, ...(sent > 0 && { response: shareOf(answered, sent) }) }
}

/** The figures of what was counted: everything about scores only from five answers on. */
export const figuresOf = (tally: Tally, isHeld: IsHeld = () => false): Figures => {
  const { sent = 0, answered = 0 } = tally
  const spreadOf = (measure: string): Spread => (isHeld(measure) ? [] : spreadIn(tally, measure))
  const [csat, nps, effort] = [scored(spreadOf('csat'), 4), netOf(spreadOf('nps')), scored(spreadOf('effort'), 5)]
  return {
    sent,
    ...answersIn(tally, isHeld),
    hidden: isHeld('answered') || answered < fewestShown,
    ...(csat && { csat }),
    ...(nps && { nps }),
    ...(effort && { effort }),
    dimensions: sides(tally, spreadOf),
  }
}

/** Cells added up by what tells them apart, in the order of its values. Where nothing is left of what was counted there is no group. */
export const grouped = (cells: readonly Cell[], grouping: Grouping): readonly (readonly [string, Tally])[] =>
  [...Map.groupBy(cells, ({ facets }) => groupOf(facets, grouping))]
    .map(([value, members]) => [value, sumOf(members.map(({ tally }) => tally))] as const)
    .filter(([, tally]) => Object.keys(tally).length > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))

type Asked = { readonly cells: readonly Cell[]; readonly by: Grouping; readonly lines: readonly Line[] }
type Results = { readonly total: Figures; readonly groups: readonly { readonly value: string; readonly figures: Figures }[] }

/**
 * The figures of everything together and of each group. What is hidden is hidden in every place at which the same answers would show: a
 * group that a table hides is hidden also when it is asked for by itself (`lines` are the tables in which the whole is a row), and where the
 * whole is, its parts are.
 */
export const resultsOf = ({ cells, by, lines }: Asked): Results => {
  const groups = grouped(cells, by)
  const isHidden = hiddenIn(groups)
  const rows = lines.map((line) => ({ isHidden: hiddenIn(line.groups), value: line.value }))
  const isHeld: IsHeld = (measure) => rows.some((row) => row.isHidden(measure, row.value))
  return {
    total: figuresOf(sumOf(cells.map(({ tally }) => tally)), isHeld),
    groups: groups.map(([value, tally]) => ({
      value,
      figures: figuresOf(tally, (measure) => isHeld(measure) || isHidden(measure, value)),
    })),
  }
}
