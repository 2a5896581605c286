import * as z from 'zod'
import { firmZone } from '../kernel/day.ts'
import { Email } from '../kernel/email.ts'
import { StaffId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { firmLanguage, Language } from '../kernel/language.ts'
import { patchOf } from '../kernel/patch-of.ts'
import { ZoneOrFirms } from '../kernel/zone.ts'
import { Switches } from './switches.ts'
import { TimeOfDay, WorkingHours } from './working-hours.ts'

const officeDay = ['09:00-12:00', '13:00-18:00']
const officeHours: WorkingHours = { mon: officeDay, tue: officeDay, wed: officeDay, thu: officeDay, fri: officeDay, sat: [], sun: [] }

/** What a person may set for themselves, and what the firm sets for whoever did not. */
const settable = {
  language: Language.default(firmLanguage),
  zone: ZoneOrFirms,
  workingHours: WorkingHours.default(officeHours),
  /** Once a working day, at the time given or when work begins. */
  digest: z.strictObject({ on: z.boolean().default(true), at: TimeOfDay.optional() }).default({ on: true }),
  /** How loudly one is told of what: each as the firm has it unless named here. */
  switches: Switches.default({}),
}
export const StaffSettings = z.strictObject(settable)
export type StaffSettings = z.infer<typeof StaffSettings>
export const StaffPatch = patchOf(settable)
export type StaffPatch = z.infer<typeof StaffPatch>

/** Where notices are mailed to. Nothing but the code that confirms it goes to an address before it is confirmed. */
const NoticeAddress = z.strictObject({
  address: Email,
  namedAt: Instant,
  /** So many wrong codes were given for it. */
  wrong: z.int().default(0),
  confirmedAt: Instant.optional(),
})

/** Somebody who works with the system, as far as they have settled anything. Who they are and what they may do the identity provider knows. */
export const StaffMember = z.strictObject({
  id: StaffId,
  user: UserId,
  settings: StaffSettings,
  email: NoticeAddress.optional(),
  /** When codes were last asked for, so that nobody has a stranger's mailbox filled with them. */
  codes: z.array(Instant).default([]),
})
export type StaffMember = z.infer<typeof StaffMember>

/** What holds for whoever has settled nothing. */
export const firmSettings: StaffSettings = {
  language: firmLanguage,
  zone: firmZone,
  workingHours: officeHours,
  digest: { on: true },
  switches: {},
}

/** Where a person's notices are mailed, if anywhere. */
export const confirmedAddress = ({ email }: Pick<StaffMember, 'email'>): Email | undefined =>
  email?.confirmedAt === undefined ? undefined : email.address
