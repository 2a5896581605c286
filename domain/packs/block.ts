import type { Permission } from '../access/roles.ts'
import type { Actor } from '../kernel/actor.ts'
import type { Instant } from '../kernel/instant.ts'

type Figure = string | number | null

/** What a block of a pack says: figures by name, and rows that stand for themselves. `more` says that there are further ones. */
type PackContent = {
  readonly figures: Readonly<Record<string, Figure>>
  readonly rows: readonly Readonly<Record<string, unknown>>[]
  readonly more: boolean
}

/** How fresh it is: `live` was read for this answer, `derived` was worked out by a job at `asOf`. */
type PackPart = PackContent & { readonly source: 'live' | 'derived'; readonly asOf: Instant }

/** What one noun has to say to a review of a customer. A further noun adds a block of its own and changes none. */
export type PackBlock = {
  readonly name: string
  /** The right to read the noun by itself: whoever lacks it gets the pack without this block. */
  readonly right: Permission
  /** The actor reaches the customer; of records with a reach of their own it says what the actor reaches of them. */
  readonly read: (customerId: string, now: Instant, actor: Actor) => Promise<PackPart>
}
