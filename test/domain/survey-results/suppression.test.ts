import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cellOf, groupOf } from '../../../domain/survey-results/cells.ts'
import { driversOf } from '../../../domain/survey-results/drivers.ts'
import { type Figures, grouped, resultsOf } from '../../../domain/survey-results/results.ts'
import { SurveyRow } from '../../../domain/survey-results/row.ts'
import { fewestShown, suppressed } from '../../../domain/survey-results/suppression.ts'
import { planOf, start } from '../surveys/survey.ts'

const fixed = { version: 1, month: '2026-11', sentAt: start, questionnaire: 'service', kind: 'visit.held', drivers: {}, cancelled: false }
const rowOf = (facts: object): SurveyRow =>
  SurveyRow.parse({ surveyId: planOf().id, customerId: planOf().customerId, ...fixed, tier: 'vip', ...facts })
const given = (facts: object): object => JSON.parse(JSON.stringify(facts))

const teams = ['', 'a', 'b', 'c', 'd'] as const
const perhaps = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined, freq: 3 })
const scores = fc.record({
  csat: perhaps(fc.integer({ min: 1, max: 5 })),
  nps: perhaps(fc.integer({ min: 0, max: 10 })),
  effort: perhaps(fc.integer({ min: 1, max: 7 })),
  dimensions: fc.constantFrom({}, { safety: 2 }, { safety: 5, attitude: 3 }),
})
const lane = fc.constantFrom('sha-lax', 'sha-ham', 'sha-lax', 'pvg-fra', 'sha-lax')
/** Of some teams many and of others a handful, as chance and its drift have it. */
const rows = fc
  .array(fc.record({ team: fc.nat({ max: 14 }), tier: fc.constantFrom('vip', 'regular'), lane, scores: perhaps(scores) }), {
    maxLength: 45,
  })
  .map((drawn) =>
    drawn.map(({ team: at, tier, lane: on, scores: said }) => {
      const team = teams[Math.floor(Math.log2(at + 1))]
      return rowOf(given({ ...(team && { team }), tier, drivers: { lane: on }, scores: said }))
    }),
  )

const netSpread = ({ promoters, passives, detractors }: NonNullable<Figures['nps']>) => ({ promoters, passives, detractors })
/** All that figures say of answers, as counts that can be taken from one another. */
const toldBy = ({ answered, csat, nps, effort, dimensions }: Figures): Readonly<Record<string, Readonly<Record<string, number>>>> => ({
  ...(answered !== undefined && { answered: { answered } }),
  ...(csat && { csat: csat.spread }),
  ...(nps && { nps: netSpread(nps) }),
  ...(effort && { effort: effort.spread }),
  ...Object.fromEntries(Object.entries(dimensions).map(([side, score]) => [`side ${side}`, score.spread])),
})
/** That nobody has answered is shown of every group. */
const measuresTold = (figures: Figures) =>
  Object.keys(toldBy(figures)).filter((measure) => measure !== 'answered' || figures.answered !== 0)
const sum = (counts: readonly number[]) => counts.reduce((all, one) => all + one, 0)

/** How many answers to each measure are left of the whole when every group that is shown is taken away. */
const leftOver = (total: Figures, groups: readonly Figures[]): readonly (readonly [measure: string, answers: number])[] =>
  Object.entries(toldBy(total)).map(([measure, whole]) => [
    measure,
    sum(Object.values(whole)) - sum(groups.flatMap((group) => Object.values(toldBy(group)[measure] ?? {}))),
  ])

const tableOf = (all: readonly SurveyRow[], by: 'team' | 'tier', team?: string) => {
  const cells = all.map(cellOf)
  const lines = team === undefined ? [] : [{ value: team, groups: grouped(cells, 'team') }]
  return resultsOf({ by, cells: cells.filter(({ facets }) => team === undefined || groupOf(facets, 'team') === team), lines })
}

describe('what is hidden', () => {
  it('are the groups of fewer than five, and the smallest of the others where they could be had by taking the rest from the whole', () => {
    const hide = (counts: Readonly<Record<string, number>>) => [...suppressed(Object.entries(counts))].sort()
    expect(hide({ a: 9, b: 5, c: 0 })).toEqual([])
    expect(hide({ a: 9, b: 4, c: 7 })).toEqual(['b', 'c'])
    expect(hide({ a: 9, b: 2, c: 2, d: 6 })).toEqual(['b', 'c', 'd'])
    expect(hide({ a: 9, b: 2, c: 3 })).toEqual(['b', 'c'])
    expect(hide({ a: 2, b: 1 })).toEqual(['a', 'b'])
    expect(hide({ a: 7, b: 7, c: 1 })).toEqual(['a', 'c'])
  })

  it('is nothing where no group is too small', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.oneof(fc.constant(0), fc.integer({ min: fewestShown, max: 99 }))), (counts) => {
        expect(suppressed(Object.entries(counts)).size).toBe(0)
      }),
    )
  })

  it('never follows from what is shown: what is left of the whole without the groups shown is nothing, or of five at least', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom('team', 'tier'), (all, by) => {
        const { total, groups } = tableOf(all, by)
        const figures = groups.map((group) => group.figures)
        for (const shown of [total, ...figures])
          for (const [measure, counts] of Object.entries(toldBy(shown)))
            expect([measure, sum(Object.values(counts))]).not.toEqual([measure, expect.toSatisfy((n) => n > 0 && n < fewestShown)])
        for (const [measure, left] of leftOver(total, figures))
          expect([measure, left]).not.toEqual([measure, expect.toSatisfy((n) => n < 0 || (n > 0 && n < fewestShown))])
      }),
      { numRuns: 500 },
    )
  })

  it('is hidden also when it is asked for by itself, whole and in parts', () => {
    fc.assert(
      fc.property(rows, (all) => {
        for (const { value, figures } of tableOf(all, 'team').groups) {
          const { total, groups } = tableOf(all, 'tier', value)
          expect(total).toEqual(figures)
          const parts = groups.flatMap((part) => measuresTold(part.figures))
          expect(measuresTold(figures)).toEqual(expect.arrayContaining(parts))
        }
      }),
      { numRuns: 300 },
    )
  })

  it('says of a group nothing but how many were asked', () => {
    const all = [...Array(3).fill(['a', 5]), ...Array(7).fill(['b', 4]), ...Array(8).fill(['c', 1])].map(([team, csat]) =>
      rowOf({ team, scores: { csat, dimensions: {} } }),
    )
    const { total, groups } = tableOf(all, 'team')
    expect(total).toMatchObject({ answered: 18, csat: { count: 18 }, hidden: false })
    expect(groups).toEqual([
      { value: 'a', figures: { sent: 3, hidden: true, dimensions: {} } },
      { value: 'b', figures: { sent: 7, hidden: true, dimensions: {} } },
      { value: 'c', figures: expect.objectContaining({ sent: 8, answered: 8, hidden: false, csat: expect.anything() }) },
    ])
  })
})

describe('a comparison of drivers', () => {
  it('is left out where all others of its kind would tell of fewer than five', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const scored = all.filter((row) => row.scores?.csat !== undefined)
        const lanes = driversOf(all, 'csat').filter(({ driver }) => driver === 'lane')
        const left = scored.length - sum(lanes.map(({ count }) => count))
        expect(lanes.length === 0 || left === 0 || left >= fewestShown).toBe(true)
      }),
      { numRuns: 300 },
    )
    const of = (on: string, times: number) =>
      Array.from({ length: times }, () => rowOf({ drivers: { lane: on }, scores: { csat: 3, dimensions: {} } }))
    const shown = (...all: readonly (readonly SurveyRow[])[]) =>
      driversOf(all.flat(), 'csat').flatMap(({ driver, value }) => (driver === 'lane' ? [value] : []))
    expect(shown(of('a', 10), of('b', 8))).toEqual(['a', 'b'])
    expect(shown(of('a', 10), of('b', 8), of('c', 3))).toEqual(['a'])
  })
})
