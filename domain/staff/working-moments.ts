import { Temporal } from 'temporal-polyfill'
import { type Instant, instantAt, type PlainDate } from '../kernel/instant.ts'
import type { Zone } from '../kernel/zone.ts'
import type { Shift, TimeOfDay, WorkingHours } from './working-hours.ts'

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

/** "On a day off nobody works; a day that makes up for one is worked as its weekday is, or as the first day of the week that has hours." */
const periodsFor = (day: Temporal.PlainDate, { workingHours, otherwise }: Shift): readonly string[] => {
  const [own, isWorked] = [periodsOn(day, workingHours), otherwise?.get(day.toString())]
  if (isWorked === false) return []
  return isWorked && own.length === 0 ? (days.map((name) => workingHours[name]).find(({ length }) => length > 0) ?? []) : own
}

const spansOn = (day: Temporal.PlainDate, shift: Shift): readonly Span[] => spansOf(day, periodsFor(day, shift), shift.zone)

/** The day that it is in a zone. */
export const dayIn = (at: Instant, zone: Zone): Temporal.PlainDate => Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDate()

/** Two weeks hold every day of the week twice: one of them is not taken away by clocks that are changed. Each day off can take a week's. */
const horizonOf = ({ otherwise }: Shift): number => 15 + 7 * (otherwise?.size ?? 0)

/** The first of what `pick` finds on `at`'s day or one after it. Throws where there is none: working hours are never empty. */
const firstFrom = (at: Instant, shift: Shift, pick: (spans: readonly Span[], day: Temporal.PlainDate) => number | undefined): Instant => {
  const today = dayIn(at, shift.zone)
  for (let ahead = 0; ahead < horizonOf(shift); ahead += 1) {
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
