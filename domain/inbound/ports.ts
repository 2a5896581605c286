import type { FieldClass } from '../kernel/care/field-class.ts'
import type { Loaded, Store } from '../kernel/store.ts'
import type { InboundEvent } from './events.ts'
import type { Inbound } from './inbound.ts'
import type { InboundContent } from './inbound-message.ts'

type Kept = Store<Inbound | undefined, InboundEvent>

export type InboundStore = Kept & {
  /** Members of the classes in `sees` in the clear, and no sealed one else. */
  readonly read: (id: string, sees: readonly FieldClass[]) => Promise<Loaded<Inbound | undefined> | undefined>
  /** Keeps the texts of a message beside its record, in the same transaction. */
  readonly bringing: (id: string, content: InboundContent) => Kept
  /** The texts of a message; a call has none. */
  readonly content: (id: string) => Promise<InboundContent | undefined>
}

/** With whom a conversation goes on, by what tells them apart without saying who they are, and on which ticket. */
export type Conversations = {
  readonly at: (place: string) => Promise<string | undefined>
  /** Begins one on this ticket, unless there is one already: on which ticket it is. */
  readonly begin: (place: string, ticketId: string) => Promise<string>
  /** Its matter goes on in another ticket. */
  readonly move: (place: string, ticketId: string) => Promise<void>
  /** A chat has no subject and no thread: who writes in it is all that tells it. */
  readonly placeOf: (openId: string) => Promise<string>
}
