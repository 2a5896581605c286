import type { Anchor } from '../kernel/actor.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Store } from '../kernel/store.ts'
import type { VisitEvent } from './events.ts'
import type { VisitSummary } from './summary.ts'
import type { Visit, VisitStatus } from './visit.ts'

export type VisitStore = Store<Visit | undefined, VisitEvent>

/** The latest in the row of a customer's visits. */
export type LastVisit = (customerId: string) => Promise<Visit | undefined>

export type VisitQueries = {
  readonly last: LastVisit
  /** Those of a customer, the latest first. */
  readonly ofCustomer: (customerId: string, page: PageRequest) => Promise<Result<Page<Visit>, BadCursor>>
  /** Those before us by their day; those of another status, the last ended first. `owner` is who goes. */
  readonly list: (wanted: Anchor & { readonly status: VisitStatus }, page: PageRequest) => Promise<Result<Page<VisitSummary>, BadCursor>>
}
