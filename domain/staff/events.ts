import * as z from 'zod'
import { Email } from '../kernel/email.ts'
import { StaffId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { firmSettings, type StaffMember, StaffSettings } from './staff-member.ts'

const who = { id: StaffId, user: UserId, at: Instant }

/** What a person settles for themselves. */
export const StaffEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('staff.settled'), ...who, settings: StaffSettings }),
  z.strictObject({ type: z.literal('staff.email_named'), ...who, address: Email }),
  z.strictObject({ type: z.literal('staff.email_confirmed'), ...who }),
  z.strictObject({ type: z.literal('staff.email_code_wrong'), ...who }),
  z.strictObject({ type: z.literal('staff.email_dropped'), ...who }),
])
export type StaffEvent = z.infer<typeof StaffEvent>

/** So many codes are remembered as can be asked for in a day. */
export const mostCodes = 5

const named = (member: StaffMember, { address, at }: Extract<StaffEvent, { type: 'staff.email_named' }>): StaffMember => ({
  ...member,
  email: { address, namedAt: at, wrong: 0 },
  codes: [...member.codes, at].slice(-mostCodes),
})

/** What an event makes of a person's settings. */
export const evolve = (before: StaffMember | undefined, event: StaffEvent): StaffMember | undefined => {
  const member = before ?? { id: event.id, user: event.user, settings: firmSettings, codes: [] }
  switch (event.type) {
    case 'staff.settled':
      return { ...member, settings: event.settings }
    case 'staff.email_named':
      return named(member, event)
    case 'staff.email_confirmed':
      return { ...member, email: member.email && { ...member.email, confirmedAt: event.at } }
    case 'staff.email_code_wrong':
      return { ...member, email: member.email && { ...member.email, wrong: member.email.wrong + 1 } }
    case 'staff.email_dropped':
      return { ...member, email: undefined }
  }
}
