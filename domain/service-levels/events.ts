import * as z from 'zod'
import { ServicePolicy } from './policy.ts'
import { WorkCalendar } from './work-calendar.ts'

/** What can happen to a calendar: another edition of it is written. Open tickets are then looked at again. */
export const WorkCalendarEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('work_calendar.edition_written'), calendar: WorkCalendar }),
])
export type WorkCalendarEvent = z.infer<typeof WorkCalendarEvent>

/** What can happen to a policy. */
export const ServicePolicyEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('service_policy.edition_written'), policy: ServicePolicy }),
])
export type ServicePolicyEvent = z.infer<typeof ServicePolicyEvent>

/** The latest edition is the state; earlier ones are kept beside it. */
export const evolveCalendar = (_: WorkCalendar | undefined, event: WorkCalendarEvent): WorkCalendar => event.calendar
export const evolvePolicy = (_: ServicePolicy | undefined, event: ServicePolicyEvent): ServicePolicy => event.policy
