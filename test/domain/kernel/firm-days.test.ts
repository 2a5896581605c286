import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daysAfter } from '../../../domain/kernel/days-after.ts'
import { type FirmDays, firmWorksOn, workdayFrom } from '../../../domain/kernel/firm-days.ts'
import { firmCalendar, firmDaysOf, shippedFirmDays } from '../../../domain/service-levels/firm-days.ts'
import { shippedCalendar } from '../../../domain/service-levels/shipped.ts'

const dates = fc.integer({ min: 0, max: 800 }).map((n) => daysAfter('2025-12-01', n))
const calendars = fc
  .record({
    week: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
    otherwise: fc.array(fc.tuple(dates, fc.boolean()), { maxLength: 30 }),
  })
  .map(({ week, otherwise }): FirmDays => ({ week, otherwise: new Map(otherwise) }))

describe('the days on which the firm works', () => {
  it('are those of the calendar that ships, until it writes its own', () => {
    const shipped = shippedCalendar(firmCalendar)
    expect(shipped && firmDaysOf(shipped)).toEqual(shippedFirmDays())
  })

  it.each([
    ['2026-11-21', true, 'a Saturday'],
    ['2026-11-22', false, 'a Sunday'],
    ['2026-10-01', false, 'the national holiday'],
    ['2026-09-20', true, 'a Sunday that makes up for one'],
  ])('%s: %s, %s', (on, works) => {
    expect(firmWorksOn(shippedFirmDays(), on)).toBe(works)
  })

  it('are, where the firm says so of a day, what it says', () => {
    const week = { mon: ['09:00-18:00'], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] }
    const published = [{ on: '2026-11-24', periods: ['09:00-18:00'] }]
    const firm = firmDaysOf({ week, published, days: [{ on: '2026-11-24', periods: [] }] })
    expect(workdayFrom(firm, '2026-11-24')).toBe('2026-11-30')
  })

  it('put what falls on another day off to the next of them, and never further, earlier or without end', () => {
    fc.assert(
      fc.property(calendars, dates, (firm, on) => {
        const day = workdayFrom(firm, on)
        if (day !== on) expect(firmWorksOn(firm, on)).toBe(false)
        if (firmWorksOn(firm, day)) for (let at = on; at < day; at = daysAfter(at, 1)) expect(firmWorksOn(firm, at)).toBe(false)
        else expect(day).toBe(on)
        expect(workdayFrom(firm, day)).toBe(day)
      }),
    )
    expect(workdayFrom(undefined, '2026-11-22')).toBe('2026-11-22')
  })
})
