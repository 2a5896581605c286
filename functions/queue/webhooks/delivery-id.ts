import { createHash } from 'node:crypto'
import { base32 } from '../../../domain/kernel/base32.ts'
import { DeliveryId, idPrefixes } from '../../../domain/kernel/ids.ts'

/** The moment of an event's id, as a ULID has it: its first ten characters. */
const momentIn = (eventId: string): string => eventId.slice(-26, -16)

/**
 * The id of the delivery of an event to a webhook, the same however often it is asked for. It begins with the event's moment, so
 * that a webhook's deliveries stand in the order in which things happened; the 80 bits behind that are drawn from both ids.
 */
export const deliveryIdOf = (webhookId: string, eventId: string): DeliveryId => {
  const drawn = base32(createHash('sha256').update(`${webhookId}\n${eventId}`).digest())
  return DeliveryId.parse(`${idPrefixes.delivery}_${momentIn(eventId)}${drawn.slice(-16)}`)
}
