import type { AddressKind } from '../reachability.ts'
import type { Why } from './vault.ts'

/** What tells the addresses of a record without saying them: by where each stands (a JSON pointer), its kind and its blind index. */
export type AddressIndexes = Readonly<Record<string, readonly [AddressKind, string]>>

/** A record with nothing sealed of it opened. */
export type Closed<State> = {
  /** Masks where the vault keeps the values. */
  readonly state: State
  /** Those of its addresses. A record of which none are kept is opened for them. */
  readonly indexes: () => Promise<AddressIndexes>
  /** The values at these places, by their pointers; nothing else of what is sealed. Throws `SealedUnreadable`. */
  readonly open: (pointers: readonly string[]) => Promise<ReadonlyMap<string, string>>
}

/** Finds a record for those who may have to open it, and says why they would. */
export type FindClosed<State> = (id: string, why: Why) => Promise<Closed<State> | undefined>
