import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { effectOf, spansAround } from '../../../domain/improvements/effect.ts'
import type { Expected } from '../../../domain/improvements/expected.ts'
import { cutOf, isOf, isRowOf, Slice } from '../../../domain/improvements/slice.ts'
import { cellOf } from '../../../domain/survey-results/cells.ts'
import { difference, sampleOf } from '../../../domain/survey-results/intervals.ts'
import { figuresOf } from '../../../domain/survey-results/results.ts'
import { SurveyRow } from '../../../domain/survey-results/row.ts'
import { sumOf, type Tally, tallyOf } from '../../../domain/survey-results/tally.ts'

const csat: Expected = { measure: 'csat', by: 0.3 }
const nps: Expected = { measure: 'nps', by: 10 }
const spans = spansAround('2026-11-25', 2)
const told = (measure: 'csat' | 'nps', scores: readonly number[]): Tally =>
  sumOf(scores.map((score) => tallyOf({ cancelled: false, scores: { [measure]: score, dimensions: {} } })))
const asked = (silent: number, tally: Tally): Tally => sumOf([tally, { sent: silent }])

describe('the effect of an improvement', () => {
  it('holds whole months on either side of the one in which it was done, over the turn of a year', () => {
    expect(spans).toEqual({ before: { from: '2026-09', to: '2026-10' }, after: { from: '2026-12', to: '2027-01' } })
    expect(spansAround('2026-01-31', 1)).toEqual({ before: { from: '2025-12', to: '2025-12' }, after: { from: '2026-02', to: '2026-02' } })
  })

  it('is the rise of the score, with counts on both sides and an interval, and says whether it is what was expected', () => {
    const counted = { before: asked(3, told('csat', [3, 3, 4, 2, 3])), after: asked(1, told('csat', [4, 4, 5, 3, 4, 4])) }
    const effect = effectOf(csat, spans, counted)
    expect(effect).toMatchObject({
      before: { from: '2026-09', to: '2026-10', sent: 8, answered: 5, count: 5, value: 3, hidden: false },
      after: { from: '2026-12', to: '2027-01', sent: 7, answered: 6, count: 6, value: 4, hidden: false },
      change: 1,
      verdict: 'reached',
    })
    expect(effectOf({ ...csat, by: 1.5 }, spans, counted).verdict).toBe('short')
    expect(effectOf(csat, spans, { before: counted.after, after: counted.before })).toMatchObject({ change: -1, verdict: 'short' })
  })

  it('counts a rise that is short by no more than the rounding of a float as reached', () => {
    const [before, after] = [told('csat', [...Array(9).fill(3), 4]), told('csat', [...Array(6).fill(3), ...Array(4).fill(4)])]
    expect(effectOf(csat, spans, { before, after }).verdict).toBe('reached')
  })

  it('tells nothing of a side that fewer than five have scored, and then not whether it rose', () => {
    const effect = effectOf(csat, spans, { before: told('csat', [1, 2, 3, 4]), after: told('csat', [5, 5, 5, 5, 5]) })
    expect(effect).toMatchObject({ before: { sent: 4, hidden: true }, after: { value: 5 }, verdict: 'too_few' })
    expect(Object.keys(effect.before).sort()).toEqual(['from', 'hidden', 'sent', 'to'])
    expect(effect).not.toHaveProperty('change')
  })

  it('takes the net promoter score in points, and an interval that has a width even where all say the same', () => {
    const effect = effectOf(nps, spans, { before: told('nps', [0, 6, 9, 10, 8]), after: told('nps', [10, 10, 9, 9, 9]) })
    expect(effect).toMatchObject({ before: { value: 0 }, after: { value: 100 }, change: 100, verdict: 'reached' })
    expect(effect.interval?.low).toBeLessThan(100)
    expect(effect.interval?.high).toBeGreaterThan(100)
  })

  it('is, side for side, what the results show, and of means the difference with the interval that drivers have', () => {
    const scores = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 5, maxLength: 60 })
    fc.assert(
      fc.property(scores, scores, (was, is) => {
        const counted = { before: told('csat', was), after: told('csat', is) }
        const effect = effectOf(csat, spans, counted)
        expect(effect.before.value).toBe(figuresOf(counted.before).csat?.mean)
        expect(effect.after.value).toBe(figuresOf(counted.after).csat?.mean)
        const welch = difference(sampleOf(is), sampleOf(was))
        expect(effect.change).toBeCloseTo(welch.effect, 9)
        expect(effect.interval === undefined).toBe(welch.interval === undefined)
        expect(effect.interval?.low ?? 0).toBeCloseTo(welch.interval?.low ?? 0, 9)
        expect(effect.interval?.high ?? 0).toBeCloseTo(welch.interval?.high ?? 0, 9)
      }),
    )
  })
})

const row = (facts: object) =>
  SurveyRow.parse({
    surveyId: 'svy_01KAJ0000000000000000000AA',
    version: 1,
    customerId: 'cus_01KAJ0000000000000000000AA',
    month: '2026-11',
    sentAt: '2026-11-21T08:30:00.000Z',
    questionnaire: 'service',
    kind: 'visit.held',
    tier: 'vip',
    drivers: {},
    cancelled: false,
    ...facts,
  })

describe('the slice whose answers tell', () => {
  it('is of the same surveys, looked at in cells or row by row', () => {
    const word = fc.constantFrom('sales_east', 'sales_south')
    const facets = fc.record(
      { team: word, agent: fc.constantFrom('usr_li', 'usr_wang'), tier: fc.constantFrom('vip', 'regular') },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(
        facets,
        fc.record({ team: word, tier: fc.constantFrom('vip', 'regular'), agent: fc.constant('usr_li') }, { requiredKeys: ['tier'] }),
        (wanted, of) => {
          const [slice, one] = [Slice.parse(wanted), row(of)]
          expect(isOf(slice, cellOf(one).facets)).toBe(isRowOf(slice, one))
        },
      ),
    )
  })

  it('is counted beforehand, unless it tells apart what no cut does, or a lane', () => {
    expect(cutOf(Slice.parse({}))).toBe('customers')
    expect(cutOf(Slice.parse({ team: 'sales_east', kind: 'visit.held' }))).toBe('customers')
    expect(cutOf(Slice.parse({ agent: 'usr_li' }))).toBe('agents')
    expect(cutOf(Slice.parse({ agent: 'usr_li', team: 'sales_east' }))).toBeUndefined()
    const lane = Slice.parse({ drivers: { lane: 'sha-lax' } })
    expect(cutOf(lane)).toBeUndefined()
    expect(isRowOf(lane, row({ drivers: { lane: 'sha-lax' } }))).toBe(true)
    expect(isRowOf(lane, row({ drivers: { lane: 'sha-fra' } }))).toBe(false)
    expect(isRowOf(lane, row({}))).toBe(false)
  })
})
