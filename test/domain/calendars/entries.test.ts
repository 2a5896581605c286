import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { entriesOf } from '../../../domain/calendars/entries.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { days } from '../../../domain/kernel/later.ts'
import { Reminder } from '../../../domain/reminders/reminder.ts'

const now = Instant.parse('2026-11-23T01:00:00.000Z')
const recurring = (recurrence: string | undefined, dueAt: string = now) =>
  Reminder.parse({
    id: 'rem_01KAJ0000000000000000000AA',
    text: '对账',
    dueAt,
    zone: 'Asia/Shanghai',
    owner: 'usr_li',
    madeBy: { kind: 'person', id: 'usr_li' },
    madeAt: '2026-11-01T00:00:00.000Z',
    startsAt: dueAt,
    status: 'waiting',
    ...(recurrence !== undefined && { recurrence }),
  })
const timesOf = (reminder: Reminder) => entriesOf(reminder, now).map(({ at }) => at)
const farthest = new Date(Date.parse(now) + 90 * days).toISOString()

describe('what stands in a calendar of a reminder that never ends', () => {
  it('is sixty of its times at most, one a day', () => {
    const times = timesOf(recurring('FREQ=DAILY'))
    expect(times).toHaveLength(60)
    expect(times.at(0)).toBe(now)
    expect(times.at(-1)).toBe('2027-01-21T01:00:00.000Z')
  })

  it('is what comes within ninety days, where it comes seldom', () => {
    expect(timesOf(recurring('FREQ=WEEKLY'))).toHaveLength(13)
    expect(timesOf(recurring('FREQ=MONTHLY'))).toEqual([now, '2026-12-23T01:00:00.000Z', '2027-01-23T01:00:00.000Z'])
  })

  it('is its next time alone where the one behind it is farther away, or where it never comes again', () => {
    expect(timesOf(recurring('FREQ=YEARLY'))).toEqual([now])
    expect(timesOf(recurring('FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30'))).toEqual([now])
    expect(timesOf(recurring(undefined))).toEqual([now])
  })

  it('keeps to its bounds and to its order, whatever the rule and however long ago it fell due', () => {
    const rules = fc.record({
      freq: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'),
      interval: fc.integer({ min: 1, max: 40 }),
      ago: fc.integer({ min: 0, max: 400 }),
    })
    fc.assert(
      fc.property(rules, ({ freq, interval, ago }) => {
        const dueAt = new Date(Date.parse(now) - ago * days).toISOString()
        const times = timesOf(recurring(`FREQ=${freq};INTERVAL=${interval}`, dueAt))
        expect(times.length).toBeLessThanOrEqual(60)
        expect(times.at(0)).toBe(dueAt)
        expect(times.slice(1).filter((at) => at > farthest)).toEqual([])
        expect(times).toEqual([...new Set(times)].sort())
      }),
      { numRuns: 60 },
    )
  })
})
