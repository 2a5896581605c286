import * as z from 'zod'
import { Failure } from '../kernel/failure.ts'
import { ContactId, CustomerId, SelfServiceLinkId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { days, later } from '../kernel/later.ts'

/** A link that lets somebody see and correct their own data once, without an account, for a week: a contact, or a customer who is an individual. */
export const SelfServiceLink = z.strictObject({
  id: SelfServiceLinkId,
  contactId: ContactId.optional(),
  customerId: CustomerId.optional(),
  /** At which the contact was when it was sent, or the individual: in whose timelines that is told. */
  customers: z.array(CustomerId),
  offeredAt: Instant,
  offeredBy: UserId,
  expiresAt: Instant,
  status: z.enum(['open', 'used', 'revoked']),
  ended: z.strictObject({ at: Instant, by: UserId }).optional(),
})
export type SelfServiceLink = z.infer<typeof SelfServiceLink>

/** Whose data a link opens. */
export type Whose = { readonly kind: 'contact' | 'customer'; readonly id: string }

export const whoseOf = ({ id, contactId, customerId }: SelfServiceLink): Whose => {
  if (contactId !== undefined) return { kind: 'contact', id: contactId }
  if (customerId === undefined) throw new Failure(`the link ${id} opens nobody's data`)
  return { kind: 'customer', id: customerId }
}

export const expiryOf = (offeredAt: Instant): Instant => later(offeredAt, 7 * days)

/** What a link is good for now. */
export const standingOf = ({ status, expiresAt }: SelfServiceLink, now: Instant): SelfServiceLink['status'] | 'expired' =>
  status === 'open' && expiresAt <= now ? 'expired' : status
