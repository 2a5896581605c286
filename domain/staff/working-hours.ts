import { Temporal } from 'temporal-polyfill'
import * as z from 'zod'
import { type Instant, instantAt, type PlainDate } from '../kernel/instant.ts'
import { rule } from '../kernel/rule.ts'
import type { Zone } from '../kernel/zone.ts'

/** A time of day as on a clock, such as `08:30`. */
export const TimeOfDay = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/)
  .meta({ class: 'public', description: 'A time of day, such as `08:30`' })
export type TimeOfDay = z.infer<typeof TimeOfDay>

const period = /^(?:[01]\d|2[0-3]):[0-5]\d-(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/
const forward = (text: string): boolean => text.slice(0, 5) < text.slice(6)

/** From when to when somebody works, such as `09:00-12:00`. A shift over midnight is two: one until `24:00`, one from `00:00` of the next day. */
const Period = z
  .string()
  .check(rule('working_hours.malformed', (text) => period.test(text)))
  .check(rule('working_hours.backwards', forward))
  .meta({ class: 'public', examples: ['09:00-12:00'] })

const apart = (periods: readonly string[]): boolean => {
  const ordered = [...periods].sort()
  return ordered.every((text, i) => i === 0 || (ordered[i - 1] ?? '').slice(6) <= text.slice(0, 5))
}

/** The periods of one day. */
export const DayPeriods = z
  .array(Period)
  .max(6)
  .check(z.refine<string[]>(apart, { params: { code: 'working_hours.overlap' } }))
const Periods = DayPeriods.default([])

/** The periods of each day of the week in which somebody works. A day without any is a day off. */
export const WorkingHours = z
  .strictObject({ mon: Periods, tue: Periods, wed: Periods, thu: Periods, fri: Periods, sat: Periods, sun: Periods })
  .check(
    z.refine<Record<string, string[]>>((hours) => Object.values(hours).some((periods) => periods.length > 0), {
      params: { code: 'working_hours.never' },
    }),
  )
export type WorkingHours = z.infer<typeof WorkingHours>

/** When somebody works, on whose clock. */
export type Shift = { readonly workingHours: WorkingHours; readonly zone: Zone }

/** In the order of ISO 8601, where Monday is the first day. */
const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** From when to when, in milliseconds since 1970. */
export type Span = { readonly from: number; readonly to: number }

/** A local time that clocks passed over is as much later as they were put forward; of one that came twice the first is meant. */
const momentOf = (day: Temporal.PlainDate, time: string, zone: Zone): number => {
  const local = time === '24:00' ? day.add({ days: 1 }).toPlainDateTime() : day.toPlainDateTime(Temporal.PlainTime.from(time))
  return local.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds
}

/** The periods of a day of the week. */
export const periodsOn = (day: Temporal.PlainDate, workingHours: WorkingHours): readonly string[] =>
  workingHours[days[day.dayOfWeek - 1] ?? 'mon']

/** What is left of the periods of one day once clocks have been changed: one that lay wholly in the hour passed over is none. */
export const spansOf = (day: Temporal.PlainDate, periods: readonly string[], zone: Zone): readonly Span[] =>
  [...periods]
    .sort()
    .map((text) => ({ from: momentOf(day, text.slice(0, 5), zone), to: momentOf(day, text.slice(6), zone) }))
    .filter(({ from, to }) => from < to)

const spansOn = (day: Temporal.PlainDate, { workingHours, zone }: Shift): readonly Span[] =>
  spansOf(day, periodsOn(day, workingHours), zone)

/** The day that it is in a zone. */
export const dayIn = (at: Instant, zone: Zone): Temporal.PlainDate => Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate()

/** Two weeks hold every day of the week twice: one of them is not taken away by clocks that are changed. */
const horizon = 15

/** The first of what `pick` finds on `at`'s day or one after it. Throws where there is none: working hours are never empty. */
const firstFrom = (at: Instant, shift: Shift, pick: (spans: readonly Span[], day: Temporal.PlainDate) => number | undefined): Instant => {
  const today = dayIn(at, shift.zone)
  for (let ahead = 0; ahead < horizon; ahead += 1) {
    const day = today.add({ days: ahead })
    const found = pick(spansOn(day, shift), day)
    if (found !== undefined) return instantAt(found)
  }
  throw new RangeError('nobody works without working hours')
}

const within = (spans: readonly Span[], moment: number): number | undefined => {
  const span = spans.find(({ to }) => to > moment)
  return span && Math.max(span.from, moment)
}

/** "Nobody is disturbed outside their hours": the first moment, from `at` on, at which they work. */
export const nextWorkingMoment = (shift: Shift, at: Instant): Instant => firstFrom(at, shift, (spans) => within(spans, Date.parse(at)))

/**
 * "A digest a working day, when they asked for it; if they do not work then, when they next do on that day, and if they have
 * gone home by then, when that day's work begins." The first such moment after `after`.
 */
export const nextDigestMoment = (shift: Shift, time: TimeOfDay | undefined, after: Instant): Instant =>
  firstFrom(after, shift, (spans, day) => {
    const asked = time === undefined ? undefined : within(spans, momentOf(day, time, shift.zone))
    const moment = asked ?? spans[0]?.from
    return moment !== undefined && moment > Date.parse(after) ? moment : undefined
  })

/** Whether they work at this moment. */
export const isWorking = (shift: Shift, at: Instant): boolean => nextWorkingMoment(shift, at) === at

/** The day that it is for them at `at`. */
export const localDay = (at: Instant, zone: Zone): PlainDate => dayIn(at, zone).toString()

/** The last moment of the day that it is for them at `at`. */
export const endOfDay = (at: Instant, zone: Zone): Instant => instantAt(momentOf(dayIn(at, zone), '24:00', zone) - 1)
