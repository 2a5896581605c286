import * as z from 'zod'
import { type Interval, netPromoterInterval, sampleOf, wilson } from './intervals.ts'
import type { SurveyRow } from './row.ts'

/** By what results are told apart. */
export const groupings = ['month', 'team', 'owner', 'agent', 'kind', 'tier', 'region', 'questionnaire'] as const
export const Grouping = z.enum(groupings)
export type Grouping = z.infer<typeof Grouping>

/** "What fewer than five people said would tell who said it." */
export const fewestShown = 5

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
  answered: z.int(),
  response: Share.optional(),
  /** Fewer answers than may be shown. */
  hidden: z.boolean(),
  csat: Score.optional(),
  nps: Net.optional(),
  effort: Score.optional(),
  dimensions: z.record(z.string(), Score),
})
export type Figures = z.infer<typeof Figures>

const interval = ({ low, high }: Interval) => ({ low, high })
const shareOf = (count: number, of: number) => ({ of, count, share: count / of, interval: interval(wilson(count, of)) })

const spreadOf = (values: readonly number[]): Record<string, number> =>
  Object.fromEntries(
    [...Map.groupBy(values, (value) => value)].sort(([a], [b]) => a - b).map(([value, all]) => [String(value), all.length]),
  )

const scored = (values: readonly number[], goodFrom: number): z.infer<typeof Score> | undefined =>
  values.length < fewestShown
    ? undefined
    : {
        count: values.length,
        mean: sampleOf(values).mean,
        spread: spreadOf(values),
        good: shareOf(values.filter((value) => value >= goodFrom).length, values.length),
      }

/** Promoters say 9 or 10, detractors 6 or less; the score is the share of the one less that of the other, times a hundred. */
const netOf = (values: readonly number[]): z.infer<typeof Net> | undefined => {
  const n = values.length
  if (n < fewestShown) return undefined
  const promoters = values.filter((value) => value >= 9).length
  const detractors = values.filter((value) => value <= 6).length
  const score = ((promoters - detractors) / n) * 100
  return {
    count: n,
    score,
    promoters,
    passives: n - promoters - detractors,
    detractors,
    interval: interval(netPromoterInterval({ promoters, detractors, n })),
  }
}

const present = <T>(values: readonly (T | undefined)[]): readonly T[] => values.flatMap((value) => (value === undefined ? [] : [value]))

const sides = (rows: readonly SurveyRow[]): Record<string, z.infer<typeof Score>> => {
  const names = new Set(rows.flatMap(({ scores }) => Object.keys(scores?.dimensions ?? {})))
  const entries = [...names].sort().flatMap((name) => {
    const values = rows.flatMap(({ scores }) =>
      Object.entries(scores?.dimensions ?? {}).flatMap(([side, value]) => (side === name ? [value] : [])),
    )
    const score = scored(present(values), 4)
    return score ? [[name, score] as const] : []
  })
  return Object.fromEntries(entries)
}

/** The figures of rows: everything about scores only from five answers on. */
export const figuresOf = (rows: readonly SurveyRow[]): Figures => {
  const sent = rows.filter(({ cancelled }) => !cancelled)
  const answered = sent.filter(({ scores }) => scores !== undefined)
  const values = (of: 'csat' | 'nps' | 'effort') => present(answered.map(({ scores }) => scores?.[of]))
  const [csat, nps, effort] = [scored(values('csat'), 4), netOf(values('nps')), scored(values('effort'), 5)]
  return {
    sent: sent.length,
    answered: answered.length,
    ...(sent.length > 0 && { response: shareOf(answered.length, sent.length) }),
    hidden: answered.length < fewestShown,
    ...(csat && { csat }),
    ...(nps && { nps }),
    ...(effort && { effort }),
    dimensions: sides(answered),
  }
}

/** What a row counts under; those that have none, such as surveys of customers without a team, count under the empty word. */
export const groupOf = (row: SurveyRow, grouping: Grouping): string => row[grouping] ?? ''

/** Rows by what tells them apart, in the order of its values. */
export const grouped = (rows: readonly SurveyRow[], grouping: Grouping): readonly (readonly [string, readonly SurveyRow[]])[] =>
  [...Map.groupBy(rows, (row) => groupOf(row, grouping))].sort(([a], [b]) => (a < b ? -1 : 1))
