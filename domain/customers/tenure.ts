import { Temporal } from 'temporal-polyfill'
import { dayOf } from '../kernel/day.ts'
import type { Instant } from '../kernel/instant.ts'

/** Whole months that we have worked together; undefined while nobody knows since when. */
export const tenureMonths = (since: string | undefined, now: Instant): number | undefined =>
  since === undefined ? undefined : Math.max(0, Temporal.PlainDate.from(since).until(dayOf(now), { largestUnit: 'month' }).months)
