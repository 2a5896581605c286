import type { Customer } from '../customers/customer.ts'
import type { CustomerEvent } from '../customers/events.ts'
import type { CustomerGlance } from '../customers/glance.ts'
import type { CustomerStore } from '../customers/ports.ts'
import type { Anchor } from '../kernel/actor.ts'
import type { Instant, PlainDate } from '../kernel/instant.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Change, Store } from '../kernel/store.ts'
import type { ReviewEvent } from './events.ts'
import type { Review } from './review.ts'

export type ReviewStore = Store<Review | undefined, ReviewEvent>

/** Commits the change of a customer and of its review, both or neither. A conflict is that of either. */
export type CommitReviewed = (
  customer: Change<Customer | undefined, CustomerEvent>,
  review: Change<Review | undefined, ReviewEvent> & { readonly state: Review },
) => ReturnType<CustomerStore['commit']>

/** A review that waits for somebody. */
export type OpenReview = {
  readonly customerId: string
  readonly status: 'due' | 'escalated'
  readonly dueOn: PlainDate
  readonly escalatedTo?: string | undefined
  /** When somebody last looked through their own data, since the review was last done. */
  readonly heardAt?: Instant | undefined
}

export type ReviewQueries = {
  /** Those of one status, or those escalated and behind them those due; within each the longest due first. */
  readonly open: (
    wanted: Anchor & { readonly status?: OpenReview['status'] | undefined },
    page: PageRequest,
  ) => Promise<Result<Page<OpenReview>, BadCursor>>
}

/** Whether a contact is at a customer now. */
export type IsAt = (contactId: string, customerId: string) => Promise<boolean>

/** A customer at a glance, and at which version it stands. */
export type VersionedGlance = (customerId: string) => Promise<{ readonly customer: CustomerGlance; readonly version: number } | undefined>
