import type { Instant } from '../kernel/instant.ts'
import type { Lane } from '../kernel/lane.ts'
import type { ShipmentState } from '../kernel/shipment-state.ts'
import type { Level, Priority } from '../priorities/priority.ts'

/** Who wrote. `domain` is what stands behind the @ of a mail address, which tells the firm and nobody in it. */
type Sender = {
  readonly kind: 'customer' | 'contact' | 'unknown'
  readonly customerId?: string | undefined
  readonly contactId?: string | undefined
  readonly domain?: string | undefined
}

/**
 * All that rules may go by. A fact that is not there is no match: a rule on the state of a shipment is about no ticket of which
 * nobody has said it.
 */
export type SortingFacts = {
  /** A ticket opens, or a message comes to one that is open. */
  readonly on: 'opened' | 'message'
  readonly at: Instant
  readonly channel: string
  readonly subject?: string | undefined
  /** What is new in the message, without what it quotes. */
  readonly text: string
  readonly sender: Sender
  readonly tier?: string | undefined
  /** Those of the customer as they are now. Whoever sorts looks them up where a rule asks for them. */
  readonly customerTags?: readonly string[] | undefined
  readonly language?: string | undefined
  readonly lane?: Lane | undefined
  /** As whoever opens the ticket says: a program that follows the shipment, or a person who has looked. */
  readonly shipmentState?: ShipmentState | undefined
  /** By the code of a work calendar: whether somebody works then. */
  readonly hours?: Readonly<Record<string, 'inside' | 'outside'>> | undefined
  /** What whoever opened it has said, or how the ticket stands. No rule says otherwise. */
  readonly given?: Given | undefined
}
export type Given = {
  readonly kind?: string | undefined
  readonly urgency?: Level | undefined
  readonly impact?: Level | undefined
  readonly priority?: Priority | undefined
  readonly team?: string | undefined
  readonly tags?: readonly string[] | undefined
}
