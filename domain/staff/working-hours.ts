import * as z from 'zod'
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

/** When somebody works, on whose clock. `otherwise`: days that the firm has off, or makes up for, whatever day of the week they are. */
export type Shift = {
  readonly workingHours: WorkingHours
  readonly zone: Zone
  readonly otherwise?: ReadonlyMap<string, boolean> | undefined
}
