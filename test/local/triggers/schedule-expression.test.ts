import { describe, expect, it } from 'vitest'
import { readSchedule } from '../../../local/triggers/schedule-expression.ts'

const nextRun = (expression: string, from: string, zone?: string): string | undefined => {
  const next = readSchedule(expression, zone)(Date.parse(from))
  return next === undefined ? undefined : new Date(next).toISOString()
}

describe('a schedule expression', () => {
  it.each([
    ['rate(5 minutes)', '2026-11-21T08:00:00Z', '2026-11-21T08:05:00.000Z'],
    ['rate(1 day)', '2026-11-21T08:00:00Z', '2026-11-22T08:00:00.000Z'],
    ['cron(0 18 * * ? *)', '2026-11-21T18:00:00Z', '2026-11-22T18:00:00.000Z'],
    ['cron(0 8 ? * 2 *)', '2026-11-21T08:00:00Z', '2026-11-23T08:00:00.000Z'],
    ['cron(0 8 ? * MON-FRI *)', '2026-11-20T08:00:00Z', '2026-11-23T08:00:00.000Z'],
    ['cron(0 0 L * ? *)', '2026-02-01T00:00:00Z', '2026-02-28T00:00:00.000Z'],
    ['cron(0 0 ? * 6L *)', '2026-11-01T00:00:00Z', '2026-11-27T00:00:00.000Z'],
    ['cron(0/15 * * * ? 2027)', '2026-11-21T08:00:00Z', '2027-01-01T00:00:00.000Z'],
    ['at(2026-12-01T08:00:00)', '2026-11-21T08:00:00Z', '2026-12-01T08:00:00.000Z'],
  ])('%s after %s is %s', (expression, from, expected) => expect(nextRun(expression, from)).toBe(expected))

  it('runs in the zone that it is given', () => {
    expect(nextRun('cron(0 8 * * ? *)', '2026-11-21T08:00:00Z', 'Asia/Shanghai')).toBe('2026-11-22T00:00:00.000Z')
  })

  it('has no next run when its time is over', () => {
    expect(nextRun('at(2026-11-01T08:00:00)', '2026-11-21T08:00:00Z')).toBeUndefined()
  })

  it('is refused by name when it cannot be read', () => {
    expect(() => readSchedule('every day')).toThrow('every day is not a schedule')
  })
})
