import { Temporal } from 'temporal-polyfill'
import type { Instant } from '../kernel/instant.ts'

/** Whole months that we have worked together, on the calendar of `zone`; undefined while nobody knows since when. */
export const tenureMonths = (since: string | undefined, now: Instant, zone = 'Asia/Shanghai'): number | undefined => {
  if (since === undefined) return undefined
  const today = Temporal.Instant.from(now).toZonedDateTimeISO(zone).toPlainDate()
  return Math.max(0, Temporal.PlainDate.from(since).until(today, { largestUnit: 'month' }).months)
}
