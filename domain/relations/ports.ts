import type { CustomerId } from '../kernel/ids.ts'
import type { Store } from '../kernel/store.ts'
import type { RelationEnd } from './end.ts'
import type { RelationEvent } from './events.ts'
import type { Ancestry } from './group.ts'
import type { Relation } from './relation.ts'

type Kept = Store<Relation | undefined, RelationEvent>

export type RelationStore = Kept & {
  /** Commits only while `above` still stands. */
  readonly extending: (above: Ancestry) => Kept
}

/** How many relations of one customer are looked at. */
export const mostEnds = 500

export type RelationQueries = {
  /** The newest relations of a customer, up to `mostEnds`: one query. `truncated` when there are more. */
  readonly ends: (
    customerId: string,
    which: 'lasting' | 'all',
  ) => Promise<{ readonly items: readonly RelationEnd[]; readonly truncated: boolean }>
  /** The companies above a customer: two reads a level. */
  readonly ancestry: (of: CustomerId) => Promise<Ancestry>
}
