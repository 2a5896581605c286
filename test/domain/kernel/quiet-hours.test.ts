import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { Instant } from '../../../domain/kernel/instant.ts'
import { quietUntil } from '../../../domain/kernel/quiet-hours.ts'

const night = { from: '22:00', until: '08:00' }
const until = (now: string, zone: string, hours = night) => quietUntil(Instant.parse(now), { hours, zone })

describe('quiet hours', () => {
  it('go over midnight, on the clock of whoever keeps them', () => {
    expect(until('2026-11-21T15:00:00Z', 'Asia/Shanghai')).toBe('2026-11-22T00:00:00.000Z')
    expect(until('2026-11-21T20:00:00Z', 'Asia/Shanghai')).toBe('2026-11-22T00:00:00.000Z')
    expect(until('2026-11-21T15:00:00Z', 'Europe/Berlin')).toBeUndefined()
  })

  it('end at their last minute, which is no longer quiet', () => {
    expect(until('2026-11-22T00:00:00Z', 'Asia/Shanghai')).toBeUndefined()
  })

  it('end when clocks are put forward over their end', () => {
    // At 02:00 on 29 March 2026 clocks in Berlin show 03:00.
    expect(until('2026-03-29T00:30:00Z', 'Europe/Berlin', { from: '22:00', until: '02:30' })).toBe('2026-03-29T01:00:00.000Z')
  })

  it('end at the second of two ends where clocks are put back over it', () => {
    // At 03:00 on 25 October 2026 clocks in Berlin show 02:00 again.
    expect(until('2026-10-25T00:10:00Z', 'Europe/Berlin', { from: '22:00', until: '02:30' })).toBe('2026-10-25T01:30:00.000Z')
  })

  it('fall on the 29th of February too', () => {
    expect(until('2028-02-28T23:30:00Z', 'Europe/London')).toBe('2028-02-29T08:00:00.000Z')
  })

  it('always end, later than now, within a day and an hour, and are over then', () => {
    const clocks = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
    const zones = fc.constantFrom(
      'Asia/Shanghai',
      'Europe/Berlin',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'America/Santiago',
    )
    const moments = fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2028-12-31') })
    fc.assert(
      fc.property(moments, clocks, clocks, zones, (at, from, to, zone) => {
        const now = Temporal.Instant.fromEpochMilliseconds(at).toString()
        const hours = { from, until: to }
        const end = until(now, zone, hours)
        if (end === undefined) return
        expect(Date.parse(end)).toBeGreaterThan(at)
        expect(Date.parse(end) - at).toBeLessThanOrEqual(25 * 60 * 60_000)
        expect(until(end, zone, hours)).toBeUndefined()
      }),
      { numRuns: 300 },
    )
  })
})
