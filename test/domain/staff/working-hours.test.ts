import * as fc from 'fast-check'
import { Temporal } from 'temporal-polyfill'
import { describe, expect, it } from 'vitest'
import { Instant } from '../../../domain/kernel/instant.ts'
import { firmSettings } from '../../../domain/staff/staff-member.ts'
import { WorkingHours } from '../../../domain/staff/working-hours.ts'
import { endOfDay, isWorking, localDay, nextDigestMoment, nextWorkingMoment } from '../../../domain/staff/working-moments.ts'

const office = { workingHours: firmSettings.workingHours, zone: 'Asia/Shanghai' }
const at = (text: string) => Instant.parse(new Date(text).toISOString())
const hours = (facts: Record<string, string[]>) => WorkingHours.parse(facts)
const everyDay = (...periods: string[]) =>
  hours(Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, periods])))

describe('the next moment at which somebody works', () => {
  it.each([
    ['now, within a period', '2026-11-23T10:15:00+08:00', '2026-11-23T10:15:00+08:00'],
    ['after lunch, at noon', '2026-11-23T12:00:00+08:00', '2026-11-23T13:00:00+08:00'],
    ['tomorrow, in the evening', '2026-11-23T18:00:00+08:00', '2026-11-24T09:00:00+08:00'],
    ['on Monday, over a weekend', '2026-11-21T08:00:00+08:00', '2026-11-23T09:00:00+08:00'],
  ])('is %s', (_, from, expected) => {
    expect(nextWorkingMoment(office, at(from))).toBe(at(expected))
  })

  it('follows a night shift over midnight', () => {
    const night = { workingHours: hours({ mon: ['22:00-24:00'], tue: ['00:00-06:00'] }), zone: 'Asia/Shanghai' }
    expect(nextWorkingMoment(night, at('2026-11-24T00:00:00+08:00'))).toBe(at('2026-11-24T00:00:00+08:00'))
    expect(nextWorkingMoment(night, at('2026-11-24T06:00:00+08:00'))).toBe(at('2026-11-30T22:00:00+08:00'))
  })

  it('passes over a period that lies in the hour which clocks skip', () => {
    const early = { workingHours: everyDay('02:00-03:00'), zone: 'Europe/Berlin' }
    expect(nextWorkingMoment(early, at('2026-03-29T00:30:00Z'))).toBe(at('2026-03-30T00:00:00Z'))
  })

  it('takes the first of an hour that comes twice', () => {
    const early = { workingHours: everyDay('02:30-04:00'), zone: 'Europe/Berlin' }
    expect(nextWorkingMoment(early, at('2026-10-24T22:00:00Z'))).toBe(at('2026-10-25T00:30:00Z'))
  })

  it('is never before it is asked for, lies within working hours, and nobody works in between', () => {
    const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/Sao_Paulo')
    const shifts = fc.constantFrom(office.workingHours, everyDay('02:15-02:45', '23:00-24:00'), hours({ sun: ['01:30-03:30'] }))
    const moments = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })
    fc.assert(
      fc.property(zones, shifts, moments, fc.double({ min: 0, max: 1, noNaN: true }), (zone, workingHours, moment, part) => {
        const [shift, from] = [{ workingHours, zone }, Instant.parse(moment.toISOString())]
        const found = nextWorkingMoment(shift, from)
        expect(found >= from).toBe(true)
        expect(isWorking(shift, found)).toBe(true)
        const between = new Date(Date.parse(from) + Math.floor((Date.parse(found) - Date.parse(from)) * part)).toISOString()
        if (between < found) expect(isWorking(shift, Instant.parse(between))).toBe(false)
      }),
      { numRuns: 300 },
    )
  })
})

describe('the next digest', () => {
  it.each([
    ['when work begins, unless they said when', undefined, '2026-11-23T08:00:00+08:00', '2026-11-23T09:00:00+08:00'],
    ['at the time that they asked for', '16:30', '2026-11-23T08:00:00+08:00', '2026-11-23T16:30:00+08:00'],
    ['after lunch, for who asked for noon', '12:15', '2026-11-23T08:00:00+08:00', '2026-11-23T13:00:00+08:00'],
    ['when work begins, for who asked for the evening', '21:00', '2026-11-23T08:00:00+08:00', '2026-11-23T09:00:00+08:00'],
    ['on Monday, from Friday noon on', undefined, '2026-11-20T12:00:00+08:00', '2026-11-23T09:00:00+08:00'],
  ])('comes %s', (_, time, after, expected) => {
    expect(nextDigestMoment(office, time, at(after))).toBe(at(expected))
  })

  it('keeps its time on the clock when clocks change', () => {
    const berlin = { workingHours: everyDay('08:00-17:00'), zone: 'Europe/Berlin' }
    expect(nextDigestMoment(berlin, '08:30', at('2026-03-28T08:00:00Z'))).toBe(at('2026-03-29T06:30:00Z'))
    expect(nextDigestMoment(berlin, '08:30', at('2026-10-24T08:00:00Z'))).toBe(at('2026-10-25T07:30:00Z'))
  })

  it('comes once on every working day, neither twice nor never, whatever clocks do', () => {
    const shift = { workingHours: everyDay('01:00-04:00'), zone: 'America/New_York' }
    const days: string[] = []
    for (let next = at('2026-01-01T00:00:00Z'); days.length < 730; ) {
      next = nextDigestMoment(shift, '02:30', endOfDay(next, shift.zone))
      days.push(localDay(next, shift.zone))
    }
    const first = Temporal.PlainDate.from(days[0] ?? '')
    expect(days).toEqual(Array.from({ length: 730 }, (_, ahead) => first.add({ days: ahead }).toString()))
  })
})

describe('working hours', () => {
  it.each([
    ['a period that ends before it begins', { mon: ['17:00-09:00'] }, 'working_hours.backwards'],
    ['what is no time of day', { mon: ['9-17'] }, 'working_hours.malformed'],
    ['periods that overlap', { mon: ['09:00-13:00', '12:00-17:00'] }, 'working_hours.overlap'],
    ['a week without any', {}, 'working_hours.never'],
  ])('are not %s', (_, given, code) => {
    const parsed = WorkingHours.safeParse(given)
    expect(parsed.error?.issues.map((issue) => ('params' in issue ? issue.params?.['code'] : undefined))).toContain(code)
  })

  it('may touch, and be written in any order', () => {
    expect(WorkingHours.safeParse({ mon: ['12:00-24:00', '00:00-12:00'] }).success).toBe(true)
  })
})
