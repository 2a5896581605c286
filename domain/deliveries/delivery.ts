import * as z from 'zod'
import { DeliveryId, EventId, WebhookId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'

/** Why an attempt came to nothing. `status` and `redirect` are answers; with the others there was none. */
export const failures = ['timeout', 'address_refused', 'name_unknown', 'connection', 'tls', 'redirect', 'status'] as const

/** One request to the receiver: when, what came back, after how many milliseconds, and the beginning of what it said. */
export const Attempt = z.strictObject({
  at: Instant,
  status: z.int().optional(),
  milliseconds: z.int(),
  failure: z.enum(failures).optional(),
  said: z.string().meta({ class: 'internal' }),
})
export type Attempt = z.infer<typeof Attempt>

/** So many attempts are remembered, the newest ones: more than the schedule of one delivery has. */
export const attemptsKept = 60

const facts = {
  id: DeliveryId,
  webhookId: WebhookId,
  eventId: EventId,
  eventType: z.string(),
  subject: z.strictObject({ kind: z.string(), id: z.string() }),
  /** When the event happened. */
  happenedAt: Instant,
  createdAt: Instant,
  /** Attempts since it was created or last sent again. */
  tries: z.int(),
  /** When it is given up. */
  deadline: Instant,
  attempts: z.array(Attempt),
}

/** `heldBack`: behind an earlier event of the same record. */
const open = { nextAt: Instant.optional(), heldBack: z.literal(true).optional() }

export const deliveryStatuses = ['pending', 'waiting', 'delivered', 'dead'] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

/**
 * One event on its way to one webhook. `pending`: not tried yet; without `nextAt` it is left until its webhook is resumed.
 * `waiting`: tried in vain, and tried again at `nextAt`. `dead`: given up.
 */
export const Delivery = z.discriminatedUnion('status', [
  z.strictObject({ ...facts, status: z.literal('pending'), ...open }),
  z.strictObject({ ...facts, status: z.literal('waiting'), ...open }),
  z.strictObject({ ...facts, status: z.literal('delivered'), deliveredAt: Instant }),
  z.strictObject({ ...facts, status: z.literal('dead'), diedAt: Instant }),
])
export type Delivery = z.infer<typeof Delivery>
export type OpenDelivery = Extract<Delivery, { status: 'pending' | 'waiting' }>

export const isOpen = (delivery: Delivery): delivery is OpenDelivery => delivery.status === 'pending' || delivery.status === 'waiting'

export const dueAt = (delivery: Delivery): Instant | undefined => (isOpen(delivery) ? delivery.nextAt : undefined)
