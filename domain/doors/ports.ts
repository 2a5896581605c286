import type { Instant } from '../kernel/instant.ts'
import type { Store } from '../kernel/store.ts'
import type { Door } from './door.ts'
import type { DoorEvent } from './events.ts'

export type DoorStore = Store<Door | undefined, DoorEvent>

/** How often something came from a place (a keyed hash) within the span of time that `now` falls in, this time included. */
export type CountAt = (place: string, span: { readonly now: Instant; readonly seconds: number }) => Promise<number>

/** Notes that a number was used, and says whether it was before: for the same content, or for another. */
export type UsedBefore = (
  door: string,
  use: { readonly nonce: string; readonly content: string; readonly until: Instant },
) => Promise<'new' | 'same' | 'other'>
