import { Cron } from 'croner'

/** The moment of the next run after `after`, in epoch milliseconds; `undefined` when there is none any more. */
export type Next = (after: number) => number | undefined

const unitMs: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

const every = (count: string, unit: string): Next => {
  const step = Number(count) * (unitMs[unit] ?? 0)
  return (after) => after + step
}

/**
 * AWS writes six fields (minute to year) and counts weekdays from Sunday = 1, as Quartz does; a last Friday is `6L`, for
 * which croner writes `6#L`.
 */
const byCalendar = (fields: string, timezone: string): Next => {
  const cron = new Cron(`0 ${fields.replace(/(\d|[A-Z]{3})L(?=\s\S+$)/i, '$1#L')}`, {
    mode: '7-part',
    alternativeWeekdays: true,
    sloppyRanges: true,
    timezone,
    paused: true,
  })
  return (after) => cron.nextRun(new Date(after))?.getTime()
}

/** Reads `rate(5 minutes)`, `cron(0 18 * * ? *)` or `at(2026-11-21T08:00:00)`. Throws a sentence when it is none of them. */
export const readSchedule = (expression: string, timezone = 'UTC'): Next => {
  const [, form, inside = ''] = /^(rate|cron|at)\((.+)\)$/.exec(expression.trim()) ?? []
  const [, count = '', unit = ''] = /^(\d+) (minute|hour|day)s?$/.exec(inside) ?? []
  if (form === 'rate' && unit) return every(count, unit)
  if (form === 'cron') return byCalendar(inside, timezone)
  if (form === 'at') {
    const once = new Cron(inside, { timezone, paused: true })
    return (after) => once.nextRun(new Date(after))?.getTime()
  }
  throw new Error(`${expression} is not a schedule`)
}
