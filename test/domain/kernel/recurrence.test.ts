import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Instant } from '../../../domain/kernel/instant.ts'
import { nextOccurrence } from '../../../domain/kernel/next-occurrence.ts'
import { Recurrence } from '../../../domain/kernel/recurrence.ts'

const at = (text: string) => Instant.parse(text)
const next = (recurrence: string, startsAt: string, { zone = 'Asia/Shanghai', after = startsAt } = {}) =>
  nextOccurrence({ recurrence: Recurrence.parse(recurrence), startsAt: at(startsAt), zone }, at(after))
const never = { ok: false, error: { code: 'recurrence.never_occurs' } }

describe('what recurs', () => {
  it.each([
    ['FREQ=DAILY', '2026-11-23T01:00:00.000Z', '2026-11-24T01:00:00.000Z'],
    ['FREQ=WEEKLY;BYDAY=MO', '2026-11-23T01:00:00.000Z', '2026-11-30T01:00:00.000Z'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2026-11-30T01:00:00.000Z', '2026-12-31T01:00:00.000Z'],
    ['FREQ=MONTHLY;BYDAY=-1FR', '2026-11-27T01:00:00.000Z', '2026-12-25T01:00:00.000Z'],
    ['FREQ=YEARLY;INTERVAL=2', '2026-11-23T01:00:00.000Z', '2028-11-23T01:00:00.000Z'],
  ])('%s comes again at its next time', (rule, from, to) => expect(next(rule, from)).toEqual({ ok: true, value: to }))

  it('comes at the same hour of the wall clock when clocks change', () => {
    const berlin = { zone: 'Europe/Berlin' }
    // Nine in the morning is 08:00 UTC in winter and 07:00 UTC in summer.
    expect(next('FREQ=DAILY', '2026-03-28T08:00:00.000Z', berlin)).toEqual({ ok: true, value: '2026-03-29T07:00:00.000Z' })
    expect(next('FREQ=DAILY', '2026-10-24T07:00:00.000Z', berlin)).toEqual({ ok: true, value: '2026-10-25T08:00:00.000Z' })
  })

  it('passes over an hour that does not exist, and takes the first of one that exists twice', () => {
    const berlin = { zone: 'Europe/Berlin' }
    expect(next('FREQ=DAILY', '2026-03-28T01:30:00.000Z', berlin)).toEqual({ ok: true, value: '2026-03-30T00:30:00.000Z' })
    expect(next('FREQ=DAILY', '2026-10-24T00:30:00.000Z', berlin)).toEqual({ ok: true, value: '2026-10-25T00:30:00.000Z' })
  })

  it('waits for the next leap year where it was begun on a leap day', () => {
    expect(next('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2028-02-29T01:00:00.000Z')).toEqual({ ok: true, value: '2032-02-29T01:00:00.000Z' })
  })

  it('ends with its last time', () => {
    const after = '2026-11-25T01:00:00.000Z'
    expect(next('FREQ=DAILY;COUNT=3', '2026-11-23T01:00:00.000Z', { after })).toEqual({ ok: true, value: undefined })
    expect(next('FREQ=DAILY;UNTIL=20261125T010000Z', '2026-11-23T01:00:00.000Z', { after })).toEqual({ ok: true, value: undefined })
  })

  it('goes on after a year in which nobody looked, at the next time that is yet to come', () => {
    const after = '2027-11-23T05:00:00.000Z'
    expect(next('FREQ=DAILY', '2026-11-23T01:00:00.000Z', { after })).toEqual({ ok: true, value: '2027-11-24T01:00:00.000Z' })
  })

  it.each(['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'FREQ=MONTHLY;BYMONTH=4;BYMONTHDAY=31'])('%s is refused: no day is like that', (rule) =>
    expect(next(rule, '2026-11-23T01:00:00.000Z')).toEqual(never),
  )

  it.each([
    'FREQ=SECONDLY',
    'FREQ=HOURLY',
    'RRULE:FREQ=DAILY',
    'FREQ=DAILY\nRRULE:FREQ=DAILY',
    'FREQ=DAILY;X-EVIL=1',
    `FREQ=DAILY;BYDAY=${'MO,'.repeat(80)}`,
  ])('%j is no rule that is taken', (rule) => expect(Recurrence.safeParse(rule).success).toBe(false))

  it('always lies ahead, and is the same whenever between two times one asks', () => {
    const rules = fc.constantFrom(
      'FREQ=DAILY',
      'FREQ=WEEKLY;BYDAY=MO,TH',
      'FREQ=MONTHLY;BYMONTHDAY=31',
      'FREQ=MONTHLY;BYDAY=2TU',
      'FREQ=YEARLY',
    )
    const moments = fc
      .date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
      .map((date) => at(date.toISOString()))
    const zones = fc.constantFrom('Asia/Shanghai', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe')
    fc.assert(
      fc.property(rules, moments, moments, zones, (rule, start, after, zone) => {
        const found = next(rule, start, { zone, after })
        if (!found.ok || found.value === undefined) throw new Error('it recurs for ever')
        expect(found.value > after).toBe(true)
        const justBefore = new Date(Math.max(Date.parse(found.value) - 1, Date.parse(after))).toISOString()
        expect(next(rule, start, { zone, after: justBefore })).toEqual(found)
      }),
      { numRuns: 60 },
    )
  })
})
