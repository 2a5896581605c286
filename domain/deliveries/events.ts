import * as z from 'zod'
import { Instant } from '../kernel/instant.ts'
import { later } from '../kernel/later.ts'
import { longestTrying } from './backoff.ts'
import { Attempt, attemptsKept, Delivery, isOpen } from './delivery.ts'

/** What can happen to a delivery. It is not kept as an event: a delivery's attempts are its history, and events about events would never end. */
export const DeliveryEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('delivery.created'), delivery: Delivery }),
  /** An attempt begins. Nobody else begins one until then. */
  z.strictObject({ type: z.literal('delivery.begun'), until: Instant }),
  /** It waits behind an earlier event of the same record. */
  z.strictObject({ type: z.literal('delivery.held_back'), until: Instant }),
  /** Its webhook is paused: it is left until that is resumed. */
  z.strictObject({ type: z.literal('delivery.shelved') }),
  z.strictObject({ type: z.literal('delivery.accepted'), attempt: Attempt, at: Instant }),
  z.strictObject({ type: z.literal('delivery.failed'), attempt: Attempt, nextAt: Instant }),
  z.strictObject({ type: z.literal('delivery.given_up'), attempt: Attempt.optional(), at: Instant }),
  z.strictObject({ type: z.literal('delivery.replayed'), at: Instant }),
])
export type DeliveryEvent = z.infer<typeof DeliveryEvent>

const common = (delivery: Delivery) => {
  const { id, webhookId, eventId, eventType, subject, happenedAt, createdAt, tries, deadline, attempts } = delivery
  return { id, webhookId, eventId, eventType, subject, happenedAt, createdAt, tries, deadline, attempts }
}

const tried = (delivery: Delivery, attempt: Attempt | undefined) => ({
  ...common(delivery),
  tries: delivery.tries + (attempt ? 1 : 0),
  attempts: [...delivery.attempts, ...(attempt ? [attempt] : [])].slice(-attemptsKept),
})

/** What an event makes of a delivery. */
export const evolve = (delivery: Delivery | undefined, event: DeliveryEvent): Delivery | undefined => {
  if (event.type === 'delivery.created') return event.delivery
  if (!delivery) return undefined
  switch (event.type) {
    case 'delivery.begun':
      return isOpen(delivery) ? { ...common(delivery), status: delivery.status, nextAt: event.until } : delivery
    case 'delivery.held_back':
      return isOpen(delivery) ? { ...common(delivery), status: delivery.status, nextAt: event.until, heldBack: true } : delivery
    case 'delivery.shelved':
      return isOpen(delivery) ? { ...common(delivery), status: delivery.status } : delivery
    case 'delivery.accepted':
      return { ...tried(delivery, event.attempt), status: 'delivered', deliveredAt: event.at }
    case 'delivery.failed':
      return { ...tried(delivery, event.attempt), status: 'waiting', nextAt: event.nextAt }
    case 'delivery.given_up':
      return { ...tried(delivery, event.attempt), status: 'dead', diedAt: event.at }
    case 'delivery.replayed':
      return { ...common(delivery), tries: 0, deadline: later(event.at, longestTrying), status: 'pending', nextAt: event.at }
  }
}
