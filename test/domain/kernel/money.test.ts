import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { add, type Money, split } from '../../../domain/kernel/money.ts'

const cny = (minor: number): Money => ({ minor, currency: 'CNY' })
const amounts = fc.integer({ min: -1e12, max: 1e12 }).map(cny)

it('splitting loses no cent: the shares add up, and differ by one at most', () => {
  fc.assert(
    fc.property(amounts, fc.integer({ min: 1, max: 500 }), (whole, shares) => {
      const minors = split(whole, shares).map(({ minor }) => minor)
      expect(minors).toHaveLength(shares)
      expect(minors.every(Number.isSafeInteger)).toBe(true)
      expect(minors.reduce((sum, minor) => sum + minor, 0)).toBe(whole.minor)
      expect(Math.max(...minors) - Math.min(...minors)).toBeLessThanOrEqual(1)
    }),
  )
})

it('what is left over goes to the first', () => {
  expect(split(cny(1000), 3).map(({ minor }) => minor)).toEqual([334, 333, 333])
  expect(split(cny(-5), 2).map(({ minor }) => minor)).toEqual([-3, -2])
})

it('adding is the same in any order, and sums never mix currencies', () => {
  fc.assert(
    fc.property(amounts, amounts, (a, b) => {
      expect(add(a, b)).toEqual({ ok: true, value: cny(a.minor + b.minor) })
      expect(add(b, a)).toEqual(add(a, b))
    }),
  )
  expect(add(cny(1), { minor: 1, currency: 'USD' })).toEqual({
    ok: false,
    error: { code: 'money.currency_mismatch', currencies: ['CNY', 'USD'] },
  })
})
