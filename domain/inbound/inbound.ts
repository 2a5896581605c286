import * as z from 'zod'
import { InboundId, TicketId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { later } from '../kernel/later.ts'
import { HeardCall, longestCall } from './call.ts'
import { InboundHead } from './inbound-message.ts'

/**
 * Why something that came in is on no ticket. `automatic`: a machine wrote, and to no conversation of ours. `loop`: two machines
 * answer one another. `refused`: no ticket would take it.
 */
export const IgnoredFor = z.enum(['automatic', 'loop', 'refused'])
export type IgnoredFor = z.infer<typeof IgnoredFor>

/** What became of it: the ticket that it opened, or that it stands on behind others. */
export const Taken = z.strictObject({ ticketId: TicketId, as: z.enum(['opened', 'appended']), at: Instant })
export type Taken = z.infer<typeof Taken>

/**
 * Where it is to go, and whether it came in such haste that no person wrote it: worked out once, so that whoever brings it there again, after a
 * crash or beside another, goes the same way, and a mail that is tried several times counts as one.
 */
export const InboundRoute = z.strictObject({ ticketId: TicketId, by: z.enum(['open', 'append']), hasty: z.literal(true).optional() })
export type InboundRoute = z.infer<typeof InboundRoute>

const id = { id: InboundId }

/** Something that came in by a door. It waits until it is taken in, and ends on exactly one ticket, or with the reason why on none. */
export const Inbound = z.discriminatedUnion('status', [
  /** A call of which not everything is told yet. */
  z.strictObject({ status: z.literal('heard'), ...id, heard: HeardCall, heardAt: Instant }),
  z.strictObject({
    status: z.literal('received'),
    ...id,
    message: InboundHead,
    receivedAt: Instant,
    route: InboundRoute.optional(),
  }),
  z.strictObject({
    status: z.literal('taken'),
    ...id,
    message: InboundHead,
    receivedAt: Instant,
    route: InboundRoute.optional(),
    taken: Taken,
  }),
  z.strictObject({
    status: z.literal('ignored'),
    ...id,
    message: InboundHead,
    receivedAt: Instant,
    route: InboundRoute.optional(),
    ignored: z.strictObject({ why: IgnoredFor, at: Instant }),
  }),
])
export type Inbound = z.infer<typeof Inbound>

/** A call of whose end nobody tells is taken for over some hours later. */
export const dueOf = (inbound: Inbound): Instant | undefined =>
  inbound.status === 'heard' ? later(inbound.heardAt, longestCall) : undefined
