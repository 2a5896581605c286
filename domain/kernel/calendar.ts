import { Temporal } from 'temporal-polyfill'
import { firmZone } from './day.ts'
import { type Instant, instantAt, type PlainDate } from './instant.ts'

/** The moment at which a day begins where the firm is: midnight, or the first moment after clocks were put forward over it. */
export const startOf = (day: PlainDate): Instant => atFirmTime(day, '00:00')

/** `time` (`09:00`) of a day where the firm is. A time that clocks pass over is read as the one they show instead. */
export const atFirmTime = (day: PlainDate, time: string): Instant => {
  const { epochMilliseconds } = Temporal.PlainDate.from(day).toZonedDateTime({
    timeZone: firmZone,
    plainTime: Temporal.PlainTime.from(time),
  })
  return instantAt(epochMilliseconds)
}

/** When the firm's people begin their day: what is asked of them on a day is asked then. */
export const workBegins = '09:00'
