import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bandOf, quantile } from '../../../domain/desk-figures/bands.ts'

const minute = 60_000
const lengths = fc.array(fc.oneof(fc.integer({ min: 0, max: 10 * minute }), fc.integer({ min: 0, max: 90 * 1440 * minute })), {
  minLength: 1,
})
const spreadOf = (values: readonly number[]) =>
  new Map([...Map.groupBy(values, bandOf)].map(([band, members]) => [band, members.length] as const))

describe('a length that is read off its band', () => {
  it('is off by at most 4.5 % of what it was, or by a minute', () => {
    fc.assert(
      fc.property(lengths, fc.constantFrom(0.5, 0.9, 1), (values, share) => {
        const exact = [...values].sort((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? 0
        const told = quantile(spreadOf(values), share) ?? Number.NaN
        expect(Math.abs(told - exact)).toBeLessThanOrEqual(Math.max(0.045 * exact, minute))
      }),
    )
  })

  it('lies in the same band whenever it is the same, and in no earlier one when it is longer', () => {
    const longer = ([a, b]: readonly [number, number]) => bandOf(Math.max(a, b)) >= bandOf(Math.min(a, b))
    fc.assert(fc.property(fc.tuple(fc.nat(), fc.nat()), longer))
  })

  it('is none where nothing was counted', () => {
    expect(quantile(new Map(), 0.5)).toBeUndefined()
  })
})
