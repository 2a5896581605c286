import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import { Instant } from './instant.ts'
import type { Zone } from './zone.ts'

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** The hours of a day in which somebody wants nothing to come, on their own clock: `22:00` to `08:00` goes over midnight. */
export const QuietHours = z.strictObject({ from: Clock, until: Clock })
export type QuietHours = z.infer<typeof QuietHours>

type When = { readonly hours: QuietHours; readonly zone: Zone }

const isQuiet = (at: Temporal.ZonedDateTime, { from, until }: QuietHours): boolean => {
  const clock = at.toPlainTime().toString({ smallestUnit: 'minute' })
  return from <= until ? from <= clock && clock < until : from <= clock || clock < until
}

/**
 * The first moment of a day at which the clock has passed `until` for good. Where the clock is set forward over it, that is when
 * it is set; where it is set back and shows it twice, the second time.
 */
const passed = (day: Temporal.PlainDate, until: string, zone: Zone): Temporal.ZonedDateTime => {
  const wall = day.toPlainDateTime(Temporal.PlainTime.from(until))
  const later = wall.toZonedDateTime(zone, { disambiguation: 'later' })
  if (later.toPlainDateTime().equals(wall)) return later
  return wall.toZonedDateTime(zone, { disambiguation: 'earlier' }).getTimeZoneTransition('next') ?? later
}

/** When the quiet hours around a moment end; undefined outside them. */
export const quietUntil = (now: Instant, { hours, zone }: When): Instant | undefined => {
  const here = Temporal.Instant.from(now).toZonedDateTimeISO(zone)
  if (!isQuiet(here, hours)) return undefined
  const today = passed(here.toPlainDate(), hours.until, zone)
  const end = Temporal.ZonedDateTime.compare(today, here) > 0 ? today : passed(here.toPlainDate().add({ days: 1 }), hours.until, zone)
  return Instant.parse(end.toInstant().toString())
}
