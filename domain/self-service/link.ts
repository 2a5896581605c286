import * as z from 'zod'
import { ContactId, CustomerId, SelfServiceLinkId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { days, later } from '../kernel/later.ts'

/** A link that lets a contact see and correct their own data once, without an account, for a week. */
export const SelfServiceLink = z.strictObject({
  id: SelfServiceLinkId,
  contactId: ContactId,
  /** At which the contact was when it was sent: in whose timelines that is told. */
  customers: z.array(CustomerId),
  offeredAt: Instant,
  offeredBy: UserId,
  expiresAt: Instant,
  status: z.enum(['open', 'used', 'revoked']),
  ended: z.strictObject({ at: Instant, by: UserId }).optional(),
})
export type SelfServiceLink = z.infer<typeof SelfServiceLink>

export const expiryOf = (offeredAt: Instant): Instant => later(offeredAt, 7 * days)

/** What a link is good for now. */
export const standingOf = ({ status, expiresAt }: SelfServiceLink, now: Instant): SelfServiceLink['status'] | 'expired' =>
  status === 'open' && expiresAt <= now ? 'expired' : status
