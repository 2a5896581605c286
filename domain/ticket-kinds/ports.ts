import type { Loaded, Store } from '../kernel/store.ts'
import type { TicketKindEvent } from './events.ts'
import type { TicketKind } from './kind.ts'

/** What ships stands at version 0 until the firm writes a kind of its own under that code. */
export type TicketKindStore = Store<TicketKind | undefined, TicketKindEvent>

/** Every kind as it is now, those that ship among them: one that was written a moment ago may be used at once. */
export type AllTicketKinds = () => Promise<readonly Loaded<TicketKind>[]>
