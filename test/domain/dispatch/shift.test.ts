import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { backFrom, nextTurn, onShift, shiftAt } from '../../../domain/dispatch/shift.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { isWorking } from '../../../domain/staff/working-moments.ts'
import { at, deskOf, everyDay, settingsOf } from './stories.ts'

const early = deskOf('usr_li')
const holiday = (on: string) => ({ on, periods: [], what: 'holiday' })

describe('who is on shift', () => {
  it('is there from the first moment of the shift, and gone at its last', () => {
    const there = ['07:59', '08:00', '15:59', '16:00'].map((time) => onShift(early, at(`2026-11-23T${time}`)))
    expect(there).toEqual([false, true, true, false])
  })

  it('is not there in the break of a split shift', () => {
    const split = deskOf('usr_li', { shifts: everyDay('09:00-12:00', '13:00-18:00') })
    expect(['11:00', '12:30', '13:00'].map((time) => onShift(split, at(`2026-11-23T${time}`)))).toEqual([true, false, true])
  })

  it('has the day off that was agreed, and works the shift that was swapped, whatever day of the week it is', () => {
    const swap = { on: '2026-11-28', periods: ['16:00-24:00'], what: 'swap', with: 'usr_wang' }
    const weekdays = { ...everyDay('08:00-16:00'), sat: [], sun: [] }
    const desk = deskOf('usr_li', { shifts: weekdays, exceptions: [holiday('2026-11-27'), swap] })
    expect(onShift(desk, at('2026-11-27T10:00'))).toBe(false)
    expect(onShift(desk, at('2026-11-28T10:00'))).toBe(false)
    expect(onShift(desk, at('2026-11-28T20:00'))).toBe(true)
    expect(onShift(desk, at('2026-11-29T20:00'))).toBe(false)
  })

  it('goes by the clock of where they are', () => {
    const berlin = deskOf('usr_anna', { zone: 'Europe/Berlin' })
    expect(onShift(berlin, at('2026-11-23T14:59'))).toBe(false)
    expect(onShift(berlin, at('2026-11-23T15:00'))).toBe(true)
  })

  it('is nobody whose desk is closed', () => {
    expect(onShift({ ...early, closedAt: at('2026-11-20T10:00') }, at('2026-11-23T10:00'))).toBe(false)
  })
})

describe('who said that they are away', () => {
  const split = deskOf('usr_li', { shifts: everyDay('09:00-12:00', '13:00-18:00') })
  const gone = (when: string, desk = split) => {
    const until = backFrom(desk.settings, at(when))
    return { ...desk, away: { since: at(when), ...(until && { until }) } }
  }

  it('stays away for the rest of the day, breaks or not, and is taken to be back the next morning', () => {
    const desk = gone('2026-11-23T10:00')
    expect(['2026-11-23T10:00', '2026-11-23T14:00', '2026-11-24T08:59'].map((when) => onShift(desk, at(when)))).toEqual([
      false,
      false,
      false,
    ])
    expect(onShift(desk, at('2026-11-24T09:00'))).toBe(true)
  })

  it('stays away for the rest of a night shift, which is one shift though it has two dates', () => {
    const night = deskOf('usr_li', { shifts: everyDay('22:00-24:00', '00:00-06:00') })
    const desk = gone('2026-11-23T23:00', night)
    expect(onShift(desk, at('2026-11-24T03:00'))).toBe(false)
    expect(onShift(desk, at('2026-11-24T22:00'))).toBe(true)
  })

  it('is back after a holiday, not on it', () => {
    const desk = gone('2026-11-23T10:00', deskOf('usr_li', { exceptions: [holiday('2026-11-24')] }))
    expect(desk.away.until).toBe(at('2026-11-25T08:00'))
  })
})

const moments = fc
  .date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
  .map((day) => Instant.parse(day.toISOString()))
const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe')
const patterns = fc.constantFrom(
  everyDay('08:00-16:00'),
  everyDay('00:00-24:00'),
  everyDay('22:00-24:00', '00:00-06:00'),
  { ...everyDay(), sun: ['01:30-03:30'] },
  { ...everyDay('09:00-12:00', '13:00-18:00'), sat: [], sun: [] },
)
const offDays = fc.uniqueArray(fc.integer({ min: 0, max: 40 }), { maxLength: 6 })

describe('the turns of a shift', () => {
  const settingsFor = (zone: string, shifts: object, from: Instant, off: readonly number[]) =>
    settingsOf({
      zone,
      shifts,
      exceptions: off.map((n) => holiday(new Date(Date.parse(from) + n * 86_400_000).toISOString().slice(0, 10))),
    })

  it('come after the moment that is asked about, and between two of them nobody comes or goes', () => {
    fc.assert(
      fc.property(zones, patterns, moments, offDays, fc.double({ min: 0, max: 1, noNaN: true }), (zone, shifts, from, off, part) => {
        const desk = { settings: settingsFor(zone, shifts, from, off) }
        const turn = nextTurn(desk, from)
        expect(turn !== undefined && turn > from).toBe(true)
        const between = Instant.parse(
          new Date(Date.parse(from) + Math.floor((Date.parse(turn ?? '') - Date.parse(from) - 1) * part)).toISOString(),
        )
        expect(onShift(desk, between)).toBe(onShift(desk, from))
      }),
      { numRuns: 300 },
    )
  })

  it('agree with working hours where nothing else was agreed', () => {
    fc.assert(
      fc.property(zones, patterns, moments, (zone, shifts, when) => {
        const settings = settingsFor(zone, shifts, when, [])
        expect(shiftAt(settings, when) !== undefined).toBe(isWorking({ workingHours: settings.shifts, zone }, when))
      }),
      { numRuns: 300 },
    )
  })

  it('go on behind two hundred days off in a row', () => {
    const off = Array.from({ length: 200 }, (_, n) => holiday(new Date(Date.UTC(2026, 10, 23 + n)).toISOString().slice(0, 10)))
    const mondays = settingsOf({ shifts: { ...everyDay(), mon: ['08:00-16:00'] }, exceptions: off })
    expect(nextTurn({ settings: mondays }, at('2026-11-23T00:00'))).toBe(at('2027-06-14T08:00'))
  })

  it('there are none for a desk that is closed', () => {
    expect(nextTurn({ settings: settingsOf(), closedAt: at('2026-11-20T10:00') }, at('2026-11-23T00:00'))).toBeUndefined()
  })
})
