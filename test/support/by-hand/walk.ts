import type { Instant, PlainDate } from '../../../domain/kernel/instant.ts'
import type { StageByHand } from './stage.ts'

/** The span in which everything falls due: the night to a day, from before its midnight until its work has begun. */
export type Moments = {
  readonly stage: StageByHand
  readonly day: PlainDate
  /** An hour before the span. */
  readonly before: Instant
  /** When this one is to fall due, where that can be chosen: a whole minute of the span. */
  readonly at: Instant
  readonly customer: string
  /** Somebody at the customer who is reached at this address. */
  readonly person: (address: string) => Promise<string>
}

/** What is to be seen of it, once, and not before it is due: events of these types of one record. */
export type Seen = {
  readonly due: Instant
  readonly of: string
  readonly types: readonly string[]
  /** Where its one mail goes. Of one that nobody knows to be out its record says so. */
  readonly mailTo?: string
  /** A receiver takes the event of this record. */
  readonly hooked?: boolean
  /** Tells events of one type apart, where more than one is right. */
  readonly apart?: (data: unknown) => readonly string[]
}

export type Walk = {
  /** As the index of what is due has it. */
  readonly kind: string
  readonly name: string
  readonly bring: (moments: Moments) => Promise<Seen>
}
