import * as z from 'zod'
import { difference, sampleOf } from './intervals.ts'
import type { SurveyRow } from './row.ts'
import { fewestShown, suppressed } from './suppression.ts'

export const Measure = z.enum(['csat', 'nps', 'effort'])
export type Measure = z.infer<typeof Measure>

/**
 * How much a circumstance goes with a score. `effect`: the mean score where it holds, less the mean where it does not, with its
 * 95 % interval. It says that the two go together, not that one makes the other.
 */
export const Driver = z.strictObject({
  driver: z.string(),
  /** The value of a code, such as a lane; for a figure `above`, which is beyond its median. */
  value: z.string(),
  /** The median, where the driver is a figure. */
  median: z.number().optional(),
  count: z.int(),
  others: z.int(),
  mean: z.number(),
  effect: z.number(),
  /** Absent where all on both sides said the same: they do not say how far others would lie from them. */
  interval: z.strictObject({ low: z.number(), high: z.number() }).optional(),
})
export type Driver = z.infer<typeof Driver>

type Point = { readonly value: number | string; readonly score: number }

const contrast = (
  name: Pick<Driver, 'driver' | 'value' | 'median'>,
  there: readonly number[],
  elsewhere: readonly number[],
): readonly Driver[] => {
  if (there.length < fewestShown || elsewhere.length < fewestShown) return []
  const [a, b] = [sampleOf(there), sampleOf(elsewhere)]
  const { effect, interval } = difference(a, b)
  return [{ ...name, count: a.n, others: b.n, mean: a.mean, effect, ...(interval && { interval: { ...interval } }) }]
}

const scoresWhere = (points: readonly Point[], holds: (value: number | string) => boolean): readonly number[] =>
  points.filter(({ value }) => holds(value)).map(({ score }) => score)

const split = (points: readonly Point[], name: Pick<Driver, 'driver' | 'value' | 'median'>, holds: (value: number | string) => boolean) =>
  contrast(
    name,
    scoresWhere(points, holds),
    scoresWhere(points, (value) => !holds(value)),
  )

/** The empty word says nothing. */
export const isCode = (value: number | string | undefined): boolean => typeof value === 'string' && value !== ''

/** A figure is cut at its median, a code compared value by value with all others. */
const effectsOf = (driver: string, points: readonly Point[]): readonly Driver[] => {
  const figures = points.flatMap(({ value }) => (typeof value === 'number' ? [value] : [])).sort((a, b) => a - b)
  const median = figures[Math.floor((figures.length - 1) / 2)]
  const numeric = points.filter(({ value }) => typeof value === 'number')
  const coded = points.filter(({ value }) => isCode(value))
  const times = [...Map.groupBy(coded, ({ value }) => String(value))].map(([value, points]) => [value, points.length] as const)
  // A comparison tells of both sides: of all values but one, that one would be known.
  const hidden = suppressed(times)
  const values = times.flatMap(([value]) => (hidden.has(value) ? [] : [value])).sort()
  return [
    ...(median === undefined ? [] : split(numeric, { driver, value: 'above', median }, (value) => Number(value) > median)),
    ...values.flatMap((value) => split(coded, { driver, value }, (other) => other === value)),
  ]
}

/** Who did it and for whom counts as a driver beside what the events said, and goes before what they say by the same name. */
export const circumstances = ({ drivers, agent, tier, kind }: SurveyRow): Readonly<Record<string, number | string | undefined>> => ({
  ...drivers,
  tier,
  kind,
  agent,
})

/** What goes with the scores, the strongest first; comparisons with fewer than five answers on either side are left out, and those from which such a side would follow. */
export const driversOf = (rows: readonly SurveyRow[], measure: Measure): readonly Driver[] => {
  const answered = rows.flatMap((row) => {
    const score = row.cancelled ? undefined : row.scores?.[measure]
    return score === undefined ? [] : [{ score, around: circumstances(row) }]
  })
  const names = [...new Set(answered.flatMap(({ around }) => Object.keys(around)))].sort()
  return names
    .flatMap((name) =>
      effectsOf(
        name,
        answered.flatMap(({ score, around }) => {
          const value = around[name]
          return value === undefined ? [] : [{ value, score }]
        }),
      ),
    )
    .sort((a, b) => Math.abs(b.effect) - Math.abs(a.effect))
}
