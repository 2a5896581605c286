import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Instant } from '../../../domain/kernel/instant.ts'
import { days, later } from '../../../domain/kernel/later.ts'
import { keepsRecurring, nextOccurrence, occurrencesBetween } from '../../../domain/kernel/next-occurrence.ts'
import { AskedRecurrence, Recurrence } from '../../../domain/kernel/recurrence.ts'

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

describe('what counts its times', () => {
  const start = at('2026-11-23T01:00:00.000Z')

  it.each([
    ['FREQ=DAILY;COUNT=1500', 1100, '2029-11-28T01:00:00.000Z'],
    ['FREQ=DAILY;BYDAY=MO;COUNT=200', 1100, '2029-12-03T01:00:00.000Z'],
    ['FREQ=DAILY;BYDAY=MO;COUNT=200', 1393, undefined],
    ['FREQ=DAILY;COUNT=2500', 2498, '2033-09-26T01:00:00.000Z'],
    ['FREQ=DAILY;COUNT=2500', 2499, undefined],
  ])('%s goes on behind its first thousand days', (rule, ago, to) =>
    expect(next(rule, start, { after: later(start, ago * days) })).toEqual({ ok: true, value: to }),
  )

  it('counts to 366 where somebody asks for it, and further only in what is kept from before', () => {
    const accepted = (schema: typeof Recurrence, count: number) => schema.safeParse(`FREQ=DAILY;COUNT=${count}`).success
    expect([1, 42, 199, 299, 350, 366].map((count) => accepted(AskedRecurrence, count))).not.toContain(false)
    expect([0, 367, 400, 1000, 9999].map((count) => accepted(AskedRecurrence, count))).not.toContain(true)
    expect(accepted(Recurrence, 9999)).toBe(true)
  })

  it('ends at a moment where somebody asks for it: with a day for its end none would ever come, and such a one is only kept from before', () => {
    const accepted = (schema: typeof Recurrence, end: string) => schema.safeParse(`FREQ=DAILY;UNTIL=${end}`).success
    expect(accepted(AskedRecurrence, '20261125T010000Z')).toBe(true)
    expect(accepted(AskedRecurrence, '20261125')).toBe(false)
    expect(accepted(Recurrence, '20261125')).toBe(true)
  })

  it('is refused at once where it could not be counted through', () => {
    const recurrence = Recurrence.parse('FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29;COUNT=9')
    expect(keepsRecurring({ recurrence, startsAt: start, zone: 'Asia/Shanghai' })).toEqual(never)
    expect(keepsRecurring({ recurrence: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=9', startsAt: start, zone: 'Asia/Shanghai' }).ok).toBe(
      true,
    )
  })
})

describe('a rule that is taken', () => {
  const some = <Value>(values: readonly Value[], most: number) => fc.subarray([...values], { minLength: 1, maxLength: most })
  const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']
  const range = (to: number) => Array.from({ length: to }, (_, i) => i + 1)
  const narrowing = fc.oneof(
    fc.constant(''),
    some(weekdays, 7).map((chosen) => `;BYDAY=${chosen.join(',')}`),
    some(range(31), 5).map((chosen) => `;BYMONTHDAY=${chosen.join(',')}`),
    some(range(12), 4).map((chosen) => `;BYMONTH=${chosen.join(',')}`),
  )
  const taken = fc
    .record({
      freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
      interval: fc.integer({ min: 1, max: 12 }),
      narrowing,
      count: fc.integer({ min: 1, max: 366 }),
      counted: fc.boolean(),
      // At half past two in Berlin there is an hour that does not exist, and one that exists twice.
      startsAt: fc.constantFrom(at('2026-11-23T01:00:00.000Z'), at('2026-11-23T01:30:00.000Z')),
      zone: fc.constantFrom('Asia/Shanghai', 'Europe/Berlin'),
    })
    .map(({ freq, interval, narrowing: narrowed, count, counted, startsAt, zone }) => ({
      recurrence: `FREQ=${freq};INTERVAL=${interval}${narrowed}${counted ? `;COUNT=${count}` : ''}`,
      startsAt,
      zone,
    }))
    .filter(({ recurrence }) => AskedRecurrence.safeParse(recurrence).success)
    .filter((recurring) => keepsRecurring(recurring).ok)
  const moments = fc.integer({ min: 0, max: 27 * 365 })

  it('works to its end, whenever one asks', () => {
    fc.assert(
      fc.property(taken, moments, (recurring, day) => {
        expect(nextOccurrence(recurring, later(recurring.startsAt, day * days)).ok).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  it('has between two moments the times that one comes to from each to the next', () => {
    fc.assert(
      fc.property(taken, fc.integer({ min: 0, max: 800 }), fc.integer({ min: -1, max: 60 }), (recurring, day, span) => {
        const from = later(recurring.startsAt, day * days)
        const until = later(from, span * days)
        const found: Instant[] = []
        for (let after = from; ; ) {
          const one = nextOccurrence(recurring, after)
          if (!one.ok || one.value === undefined || one.value > until) break
          found.push(one.value)
          after = one.value
        }
        expect(occurrencesBetween(recurring, from, until)).toEqual({ ok: true, value: found })
      }),
      { numRuns: 100 },
    )
  })
})
