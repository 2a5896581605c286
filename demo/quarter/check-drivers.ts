import * as z from 'zod'
import { type Check, same } from '../rehearsal/check.ts'
import { founder } from './found.ts'
import { fewest, hiddenAmong } from './hidden.ts'
import { type Bounds, differenceBounds } from './intervals.ts'
import type { Played } from './play.ts'
import { plansIn, scoresIn } from './survey-facts.ts'

const Driver = z.looseObject({
  driver: z.string(),
  value: z.string(),
  median: z.number().optional(),
  count: z.int(),
  others: z.int(),
  mean: z.number(),
  effect: z.number(),
  interval: z.object({ low: z.number(), high: z.number() }).optional(),
})
type Driver = z.infer<typeof Driver>
const Drivers = z.looseObject({ items: z.array(Driver) })

type Point = { readonly value: string | number; readonly score: number }
type Sides = { readonly there: readonly number[]; readonly elsewhere: readonly number[] }

const sidesOf = (points: readonly Point[], isThere: (value: string | number) => boolean): Sides => {
  const [there, elsewhere] = [points.filter(({ value }) => isThere(value)), points.filter(({ value }) => !isThere(value))]
  return { there: there.map(({ score }) => score), elsewhere: elsewhere.map(({ score }) => score) }
}
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

const told = (
  name: { readonly driver: string; readonly value: string; readonly median?: number },
  { there, elsewhere }: Sides,
): readonly Driver[] =>
  there.length < fewest || elsewhere.length < fewest
    ? []
    : [
        {
          ...name,
          count: there.length,
          others: elsewhere.length,
          mean: mean(there),
          effect: mean(there) - mean(elsewhere),
          interval: differenceBounds(there, elsewhere),
        },
      ]

/** A figure is cut at its median; each value of a code is held against all others, unless that would tell of too few. */
const driversFrom = (driver: string, points: readonly Point[]): readonly Driver[] => {
  const figures = points.filter(({ value }) => typeof value === 'number')
  const sorted = figures.map(({ value }) => Number(value)).sort((a, b) => a - b)
  const median = sorted[Math.ceil(sorted.length / 2) - 1]
  const codes = points.filter(({ value }) => typeof value === 'string' && value !== '')
  const counts = [...Map.groupBy(codes, ({ value }) => String(value))].map(([value, all]) => [value, all.length] as const)
  const hidden = hiddenAmong(counts, new Set())
  return [
    ...(median === undefined
      ? []
      : told(
          { driver, value: 'above', median },
          sidesOf(figures, (value) => Number(value) > median),
        )),
    ...counts
      .filter(([value]) => !hidden.has(value))
      .flatMap(([value]) =>
        told(
          { driver, value },
          sidesOf(codes, (other) => other === value),
        ),
      ),
  ]
}

const nameOf = ({ driver, value }: Driver): string => `${driver} ${value}`
const exact = ({ driver, value, median, count, others, mean: of, effect, interval }: Driver) =>
  JSON.stringify([driver, value, median, count, others, of.toFixed(9), effect.toFixed(9), interval === undefined])
const inOrder = (a: Driver, b: Driver): number => (nameOf(a) < nameOf(b) ? -1 : 1)

/** The product takes Student's point from an expansion that is right to a thousandth. */
const isNear = (shown: Bounds, counted: Bounds): boolean => {
  const mayDiffer = (counted.high - counted.low) / 1000
  return Math.abs(shown.low - counted.low) <= mayDiffer && Math.abs(shown.high - counted.high) <= mayDiffer
}
const intervalsApart = (shown: readonly Driver[], counted: readonly Driver[]): readonly string[] => {
  const right = new Map(counted.map((one) => [nameOf(one), one.interval]))
  return shown.flatMap((one) => {
    const bounds = right.get(nameOf(one))
    return one.interval && bounds && !isNear(one.interval, bounds) ? same(`interval of ${nameOf(one)}`, one.interval, bounds) : []
  })
}

/** What goes with the scores: every comparison of the table, and no other, with its interval. */
export const driversShown = async (played: Played): Promise<Check> => {
  const { client, events, span } = played
  const [plans, scores] = [plansIn(events), scoresIn(events)]
  const months = `from=${span.first.slice(0, 7)}&to=${span.last.slice(0, 7)}`
  const faults: string[] = []
  let comparisons = 0
  for (const measure of ['csat', 'nps', 'effort'] as const) {
    const path = `/v1/survey-results/drivers?${months}&measure=${measure}`
    const shown = Drivers.parse(await client.must(founder, { method: 'GET', path })).items.toSorted(inOrder)
    const answered = [...scores].flatMap(([survey, { [measure]: score }]) => {
      const { facets: { tier, kind, agent } = {}, drivers } = plans.get(survey) ?? {}
      return score === undefined
        ? []
        : Object.entries({ ...drivers, tier, kind, agent }).map(([driver, value]) => ({ driver, value, score }))
    })
    const counted = [...Map.groupBy(answered, ({ driver }) => driver)]
      .flatMap(([driver, all]) =>
        driversFrom(
          driver,
          all.flatMap(({ value, score }) => (value === undefined ? [] : [{ value, score }])),
        ),
      )
      .sort(inOrder)
    comparisons += counted.length
    faults.push(...same(`drivers of ${measure}`, shown.map(exact), counted.map(exact)), ...intervalsApart(shown, counted))
  }
  return { name: `what goes with the scores: ${comparisons} comparisons, with their intervals`, faults }
}
