import fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { afterEach, expect, it, vi } from 'vitest'
import { atFirmTime, startOf } from '../../../domain/kernel/calendar.ts'
import { firmZone } from '../../../domain/kernel/day.ts'
import { instantAt } from '../../../domain/kernel/instant.ts'

const two = (value: number): string => String(value).padStart(2, '0')
/** Clocks were changed in Shanghai in these years, and have not been since. */
const daysIn = (from: number, to: number) =>
  fc
    .date({ min: new Date(Date.UTC(from, 0)), max: new Date(Date.UTC(to, 0)), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10))
const days = fc.oneof(daysIn(1940, 1950), daysIn(1986, 1992), daysIn(1900, 2200), daysIn(2, 9998))
const times = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${two(hour)}:${two(minute)}`)

it('reads a time of a day where the firm is as the Temporal API does, whatever was done to its clocks', () => {
  fc.assert(
    fc.property(days, times, (day, time) => {
      const { epochMilliseconds } = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: firmZone, plainTime: time })
      expect(Date.parse(atFirmTime(day, time))).toBe(epochMilliseconds)
    }),
    { numRuns: 1000 },
  )
})

afterEach(() => {
  vi.unstubAllGlobals()
  vi.resetModules()
})

/** As a function is bundled for a firm somewhere else. */
const firmIn = async (zone: string) => {
  vi.stubGlobal('FIRM_ZONE', zone)
  vi.resetModules()
  const [calendar, day] = await Promise.all([import('../../../domain/kernel/calendar.ts'), import('../../../domain/kernel/day.ts')])
  return { ...calendar, ...day }
}

it.each(['Europe/Berlin', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'Pacific/Kiritimati'])(
  'keeps the days of a firm in %s, where it is said to be',
  async (zone) => {
    const firm = await firmIn(zone)
    expect(firm.firmZone).toBe(zone)
    fc.assert(
      fc.property(fc.oneof(daysIn(1996, 2030), daysIn(1900, 2200)), times, (day, time) => {
        const there = Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: zone, plainTime: time })
        expect(Date.parse(firm.atFirmTime(day, time))).toBe(there.epochMilliseconds)
        expect(firm.dayOf(instantAt(there.epochMilliseconds))).toBe(there.toPlainDate().toString())
      }),
      { numRuns: 1000 },
    )
  },
)

it('begins a day at the first moment that there is of it', () => {
  // Clocks went from midnight to one on 1 June 1940.
  expect(startOf('1940-06-01')).toBe(
    Temporal.PlainDate.from('1940-06-01').toZonedDateTime(firmZone).toInstant().toString({ fractionalSecondDigits: 3 }),
  )
  expect(startOf('2026-11-21')).toBe('2026-11-20T16:00:00.000Z')
})
