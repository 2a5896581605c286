import * as z from 'zod'
import { CustomerId, SuppressionId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { line } from '../kernel/text.ts'
import { Channel } from '../templates/channel.ts'
import { Scope, type Suppression, SuppressionReason } from './suppression.ts'

/** What can happen to an address, as far as sending to it goes. */
export const SuppressionEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('suppression.added'),
    id: SuppressionId,
    channel: Channel,
    scope: Scope,
    reason: SuppressionReason,
    /** Who has the address, as far as that is known. */
    recipient: z.string().optional(),
    /** In whose timeline it is told. */
    customerId: CustomerId.optional(),
    note: line(300).optional(),
    by: UserId,
    at: Instant,
  }),
  z.strictObject({ type: z.literal('suppression.lifted'), scope: Scope, reason: line(300), by: UserId, at: Instant }),
])
export type SuppressionEvent = z.infer<typeof SuppressionEvent>

/** What an event makes of a suppression. */
export const evolve = (suppression: Suppression | undefined, event: SuppressionEvent): Suppression | undefined => {
  if (event.type === 'suppression.added') {
    const { id, channel, scope, reason, at, by, note, recipient } = event
    const before = suppression ?? { id, channel, stops: {}, recipients: [] }
    const recipients = [...new Set([...before.recipients, ...(recipient === undefined ? [] : [recipient])])]
    // Whoever else has the address is added to a stop that stands; why, when and by whom it was set is not theirs to rewrite.
    const stop = before.stops[scope] ?? { reason, at, by, ...(note !== undefined && { note }) }
    return { ...before, stops: { ...before.stops, [scope]: stop }, recipients }
  }
  if (!suppression) return undefined
  const { scope, reason, at, by } = event
  return { ...suppression, stops: { ...suppression.stops, [scope]: undefined }, lifted: { scope, reason, at, by } }
}
