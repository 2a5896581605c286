import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { dayOf } from '../kernel/day.ts'
import { UserId } from '../kernel/ids.ts'
import { Instant, PlainDate } from '../kernel/instant.ts'
import { name } from '../kernel/text.ts'
import { Zone } from '../kernel/zone.ts'
import { DayPeriods, WorkingHours } from '../staff/working-hours.ts'

/** A day that is not as its weekday is: without periods nothing is worked (a holiday), with some it is worked in those. */
export const SpecialDay = z.strictObject({ on: PlainDate, name: name(100).optional(), periods: DayPeriods })
export type SpecialDay = z.infer<typeof SpecialDay>

/** Whose public holidays are kept: of a country (ISO 3166-1), and of a state or province of it by its ISO 3166-2 part, such as `BY`. */
export const HolidaySource = z.strictObject({
  country: z.string().regex(/^[A-Z]{2}$/),
  state: z
    .string()
    .regex(/^[A-Z0-9]{1,3}$/)
    .optional(),
})
export type HolidaySource = z.infer<typeof HolidaySource>

/** What whoever keeps a calendar says. `madeUp`: the periods of days that are worked to make up for a holiday, where they differ from the weekday's. */
export const WorkCalendarDraft = z.strictObject({
  title: name(100),
  zone: Zone,
  week: WorkingHours,
  holidays: HolidaySource.optional(),
  madeUp: DayPeriods.optional(),
  days: z.array(SpecialDay).max(366).default([]),
})
export type WorkCalendarDraft = z.infer<typeof WorkCalendarDraft>

/**
 * One edition of a calendar: plain dates and periods, so that what follows from it needs neither a library nor a network, and is
 * the same in ten years. `published` are the holidays of `holidays`, worked out when the edition was written, known through
 * `publishedThrough`; `days` of the firm's own come before them. An edition that ships has no writer.
 */
export const WorkCalendar = z.strictObject({
  code: Code,
  edition: z.int().min(1),
  ...WorkCalendarDraft.shape,
  published: z.array(SpecialDay).max(1000).default([]),
  publishedThrough: PlainDate.optional(),
  written: z.strictObject({ at: Instant, by: UserId }).optional(),
})
export type WorkCalendar = z.infer<typeof WorkCalendar>

/** A day that a government made a holiday, or one to be worked in its stead. */
export type PublicDay = { readonly on: PlainDate; readonly name: string; readonly works: boolean }
/** The public holidays of a country as far as they are known. */
export type PublicDays = { readonly days: readonly PublicDay[]; readonly through: PlainDate }

/** Midnight of a day as if all the world were at UTC: a way to count days. */
export const dayNumber = (on: PlainDate): number => Date.parse(`${on}T00:00:00Z`) / 86_400_000

/** The place of a day in the week, 0 for Monday. The first of January 1970 was a Thursday. */
export const weekdayOf = (day: number): number => (((day + 3) % 7) + 7) % 7

const inOrder = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** The periods of each day of the week, Monday first. */
export const weekOf = ({ week }: Pick<WorkCalendar, 'week'>): readonly (readonly string[])[] => inOrder.map((day) => week[day])

/** "A day that makes up for a holiday is worked as its weekday is; where that is a day off, as the first day of the week that is not." */
const hoursMadeUp = (draft: WorkCalendarDraft, on: PlainDate): readonly string[] => {
  if (draft.madeUp && draft.madeUp.length > 0) return draft.madeUp
  const week = weekOf(draft)
  const own = week[weekdayOf(dayNumber(on))] ?? []
  return own.length > 0 ? own : (week.find((periods) => periods.length > 0) ?? [])
}

/** Public holidays as days of this calendar. */
export const publishedIn = (draft: WorkCalendarDraft, { days }: PublicDays): SpecialDay[] =>
  days.map(({ on, name: called, works }) => ({ on, name: called, periods: works ? [...hoursMadeUp(draft, on)] : [] }))

/** The years whose holidays an edition keeps: last year's for what is counted still, and two years ahead. */
export const yearsAround = (now: Instant): readonly number[] => [-1, 0, 1, 2].map((ahead) => Number(dayOf(now).slice(0, 4)) + ahead)

/** An edition is behind when days were published that it does not know of, or when it ends before next year does. */
export const isBehind = ({ published, publishedThrough = '' }: WorkCalendar, { through }: PublicDays, now: Instant): boolean => {
  const lastYear = Math.max(0, ...published.map(({ on }) => Number(on.slice(0, 4))))
  return through > publishedThrough || lastYear <= Number(dayOf(now).slice(0, 4))
}
