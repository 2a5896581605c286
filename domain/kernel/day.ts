import { Temporal } from 'temporal-polyfill'
import type { Instant, PlainDate } from './instant.ts'

/** The calendar day of an instant, where the firm is. */
export const dayOf = (instant: Instant, zone = 'Asia/Shanghai'): PlainDate =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString()
