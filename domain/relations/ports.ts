import type { CustomerId } from '../kernel/ids.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
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

/** How many companies directly above and below one are looked at. */
export const mostSteps = 500

export type RelationQueries = {
  /** The relations of a customer, the newest first: those that last, or all of them. */
  readonly list: (customerId: string, which: 'lasting' | 'all', page: PageRequest) => Promise<Result<Page<RelationEnd>, BadCursor>>
  /**
   * The lasting relations of a customer that put one company above another, up to `mostSteps`, however many others it has: a
   * query for each megabyte of its relations. `truncated` when there may be more.
   */
  readonly steps: (customerId: string) => Promise<{ readonly items: readonly RelationEnd[]; readonly truncated: boolean }>
  /** The companies above a customer: two reads a level. */
  readonly ancestry: (of: CustomerId) => Promise<Ancestry>
}
