import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { DeskId, UserId } from '../kernel/ids.ts'
import { Instant, PlainDate } from '../kernel/instant.ts'
import { Lane } from '../kernel/lane.ts'
import { patchOf } from '../kernel/patch-of.ts'
import { rule } from '../kernel/rule.ts'
import { ZoneOrFirms } from '../kernel/zone.ts'
import { firmSettings } from '../staff/staff-member.ts'
import { DayPeriods, WorkingHours } from '../staff/working-hours.ts'

/** A language as mails and records name it (BCP 47), such as `zh-CN`, `en` or `de`. */
const SpokenLanguage = z
  .string()
  .max(35)
  .check(rule('desk.language_malformed', (tag) => /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(tag)))
  .meta({ class: 'public', examples: ['zh-CN', 'en'] })

/** A day on which somebody works otherwise than on such a day of the week: on none of its hours, or on others. */
const ShiftException = z.strictObject({
  on: PlainDate,
  /** When they work on it; empty for a day off. */
  periods: DayPeriods,
  what: z.enum(['holiday', 'leave', 'swap', 'extra']).meta({ class: 'public' }),
  /** With whom the shift was swapped. */
  with: UserId.optional(),
})
type ShiftException = z.infer<typeof ShiftException>

const mostExceptions = 200
const once = (exceptions: readonly ShiftException[]): boolean => new Set(exceptions.map(({ on }) => on)).size === exceptions.length

const codes = (most: number) => z.array(Code).max(most)

/** What a manager sets for whoever works at the service desk. */
const settable = {
  /** Whose queues they work on. */
  teams: codes(10).min(1),
  /** Those of them that they lead while they are on shift. */
  leads: codes(10).default([]),
  region: Code.optional(),
  /** The kinds of ticket that they take; none named is every kind. */
  skills: codes(50).default([]),
  /** The languages that they write; none named is all. */
  languages: z.array(SpokenLanguage).max(20).default([]),
  /** The lanes that they know; none named is all. */
  lanes: z.array(Lane).max(50).default([]),
  /** How many tickets that wait for us they have at once, at most. */
  limit: z.int().min(1).max(100).default(10),
  /** Whether tickets are handed to them by themselves, or they take each one when they like. */
  taking: z.enum(['handed', 'pulled']).default('handed').meta({ class: 'public' }),
  zone: ZoneOrFirms,
  shifts: WorkingHours.default(firmSettings.workingHours),
  exceptions: z
    .array(ShiftException)
    .max(mostExceptions)
    .check(z.refine<ShiftException[]>(once, { params: { code: 'desk.day_twice' } }))
    .default([]),
}
export const DeskSettings = z.strictObject(settable)
export type DeskSettings = z.infer<typeof DeskSettings>
export const DeskPatch = patchOf(settable)
export type DeskPatch = z.infer<typeof DeskPatch>

/**
 * The place of one person at the service desk: what they take, how much of it, and when they are there. `duty` is what was last
 * told of them; whether they are there is worked out for the moment that is asked about.
 */
export const Desk = z.strictObject({
  id: DeskId,
  user: UserId,
  settings: DeskSettings,
  /** They said that they are away. `until` is when the first shift of a later day begins. */
  away: z.strictObject({ since: Instant, until: Instant.optional() }).optional(),
  /** As last looked at: whether they were on duty, and when that was. */
  duty: z.strictObject({ on: z.boolean(), lookedAt: Instant }),
  closedAt: Instant.optional(),
})
export type Desk = z.infer<typeof Desk>
