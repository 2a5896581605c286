import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { difference, meanInterval, netPromoterInterval, sampleOf, wilson } from '../../../domain/survey-results/intervals.ts'

const shares = fc.integer({ min: 1, max: 100_000 }).chain((n) => fc.integer({ min: 0, max: n }).map((hits) => ({ hits, n })))
const nets = fc
  .tuple(fc.nat(5000), fc.nat(5000), fc.nat(5000))
  .map(([promoters, passives, detractors]) => ({ promoters, detractors, n: promoters + passives + detractors }))
  .filter(({ n }) => n > 0)

describe("Wilson's interval of a share", () => {
  it('holds the share, between none and all', () => {
    fc.assert(
      fc.property(shares, ({ hits, n }) => {
        const { low, high } = wilson(hits, n)
        expect(low).toBeGreaterThanOrEqual(0)
        expect(low).toBeLessThanOrEqual(hits / n)
        expect(high).toBeGreaterThanOrEqual(hits / n)
        expect(high).toBeLessThanOrEqual(1)
        expect(high).toBeGreaterThan(low)
      }),
    )
  })

  it('is the same seen from the other side', () => {
    fc.assert(
      fc.property(shares, ({ hits, n }) => {
        expect(wilson(n - hits, n).low).toBeCloseTo(1 - wilson(hits, n).high, 12)
      }),
    )
  })

  it('is narrower the more have answered', () => {
    fc.assert(
      fc.property(shares, fc.integer({ min: 2, max: 50 }), ({ hits, n }, times) => {
        const width = ({ low, high }: { low: number; high: number }) => high - low
        expect(width(wilson(hits * times, n * times))).toBeLessThan(width(wilson(hits, n)))
      }),
    )
  })

  it('is as worked out by hand: 8 of 10 lie between 49.0 % and 94.3 %', () => {
    const { low, high } = wilson(8, 10)
    expect(low).toBeCloseTo(0.490162, 5)
    expect(high).toBeCloseTo(0.943318, 5)
  })
})

describe('the interval of a net promoter score', () => {
  it('has a width and lies within the scale, even where all say the same', () => {
    fc.assert(
      fc.property(nets, (net) => {
        const { low, high } = netPromoterInterval(net)
        expect(low).toBeGreaterThanOrEqual(-100)
        expect(high).toBeLessThanOrEqual(100)
        expect(high).toBeGreaterThan(low)
      }),
    )
  })

  it('turns round when promoters and detractors change places', () => {
    fc.assert(
      fc.property(nets, ({ promoters, detractors, n }) => {
        const [one, other] = [
          netPromoterInterval({ promoters, detractors, n }),
          netPromoterInterval({ promoters: detractors, detractors: promoters, n }),
        ]
        expect(other.low).toBeCloseTo(-one.high, 9)
      }),
    )
  })

  it('is as worked out by hand: 60 promoters and 15 detractors among 100', () => {
    const { low, high } = netPromoterInterval({ promoters: 60, detractors: 15, n: 100 })
    // p = 60.75/103, d = 15.75/103; the difference 0.436893, its variance (0.742718 - 0.190876) / 103.
    expect(low).toBeCloseTo(29.34, 1)
    expect(high).toBeCloseTo(58.04, 1)
  })
})

describe('the difference of two groups', () => {
  it('is none between a group and itself, and its interval is about it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 2, maxLength: 40 }),
        fc.array(fc.integer({ min: 0, max: 10 }), { minLength: 2, maxLength: 40 }),
        (a, b) => {
          const { effect, interval } = difference(sampleOf(a), sampleOf(b))
          if (interval) expect((interval.low + interval.high) / 2).toBeCloseTo(effect, 9)
          expect(interval === undefined).toBe(new Set(a).size + new Set(b).size === 2)
          expect(difference(sampleOf(a), sampleOf(a)).effect).toBe(0)
          expect(difference(sampleOf(b), sampleOf(a)).effect).toBeCloseTo(-effect, 9)
        },
      ),
    )
  })

  it('reaches as far as Student’s tables say: of five and of five, each with a variance of one', () => {
    const five = { n: 5, mean: 3, variance: 1 }
    const { interval } = difference({ ...five, mean: 4 }, five)
    // Eight degrees of freedom: 2.306004 times the root of two fifths.
    expect(interval?.high).toBeCloseTo(1 + 1.458449, 4)
    expect(interval?.low).toBeCloseTo(1 - 1.458449, 4)
  })

  it.each([
    [4, 2.776445],
    [5, 2.570582],
    [10, 2.228139],
    [30, 2.042272],
    [120, 1.97993],
  ])('with %i degrees of freedom a mean lies within %d standard errors', (freedom, tabled) => {
    const n = freedom + 1
    const interval = meanInterval({ n, mean: 0, variance: n })
    expect(Math.abs((interval?.high ?? 0) - tabled)).toBeLessThan(0.001)
  })

  it('holds the true difference in 95 of a hundred tries, of five against seven', () => {
    const scale = [1, 2, 2, 3, 3, 3, 3, 4, 4, 5]
    let seed = 20_261_123
    const drawn = (): number => {
      // Park and Miller's minimal standard generator: the same tries every time.
      seed = (seed * 48_271) % 2_147_483_647
      return scale[seed % scale.length] ?? 0
    }
    const sample = (n: number) => sampleOf(Array.from({ length: n }, drawn))
    const tries = Array.from({ length: 20_000 }, () => difference(sample(5), sample(7)).interval)
    const holding = tries.filter((interval) => interval === undefined || (interval.low <= 0 && interval.high >= 0))
    expect(holding.length / tries.length).toBeGreaterThan(0.945)
    expect(holding.length / tries.length).toBeLessThan(0.965)
  })

  it('has no interval where all on both sides say the same: nobody knows how far others would lie from them', () => {
    const [all, none] = [sampleOf([5, 5, 5, 5, 5]), sampleOf([3, 3, 3, 3, 3])]
    expect(difference(all, none)).toEqual({ effect: 2, interval: undefined })
    expect(meanInterval(all)).toBeUndefined()
    expect(difference(all, sampleOf([3, 3, 3, 3, 4])).interval).toBeDefined()
  })
})
