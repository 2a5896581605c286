import type { Store } from '../kernel/store.ts'
import type { InboundEvent } from './events.ts'
import type { Inbound } from './inbound.ts'
import type { InboundContent } from './inbound-message.ts'

type Kept = Store<Inbound | undefined, InboundEvent>

export type InboundStore = Kept & {
  /** Keeps the texts of a message beside its record, in the same transaction. */
  readonly bringing: (id: string, content: InboundContent) => Kept
  /** The texts of a message; a call has none. */
  readonly content: (id: string) => Promise<InboundContent | undefined>
}
