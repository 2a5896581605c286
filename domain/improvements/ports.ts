import type { Anchor } from '../kernel/actor.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Loaded, Store } from '../kernel/store.ts'
import type { ImprovementEvent } from './events.ts'
import type { Because, Improvement, ImprovementStatus } from './improvement.ts'

export type ImprovementStore = Store<Improvement | undefined, ImprovementEvent>

export type ImprovementQueries = {
  /** Those of one status, the earliest due first: of an owner, or `because` of a customer, survey, suggestion or ticket, or else all. */
  readonly list: (
    of: { readonly status: ImprovementStatus; readonly owner?: string | undefined; readonly because?: string | undefined },
    page: PageRequest,
  ) => Promise<Result<Page<Loaded<Improvement>>, BadCursor>>
}

/** What an improvement comes from: whose it is, and of a ticket who works on it. */
export type Source = {
  readonly kind: 'survey' | 'suggestion' | 'ticket'
  readonly customerId?: string | undefined
  readonly anchor: Anchor
  readonly watchers: readonly string[]
}

/** What an improvement names as its source; a kind is missing where there is no such record. */
export type ReadSources = (because: Because) => Promise<readonly Source[]>
