import type { Anchor } from '../kernel/actor.ts'
import type { FieldClass } from '../kernel/care/field-class.ts'
import type { EventEnvelope } from '../kernel/event-envelope.ts'
import type { Instant } from '../kernel/instant.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Claim, Loaded, Store } from '../kernel/store.ts'
import type { Completeness, FiledProfile, Surroundings } from './completeness.ts'
import type { Customer } from './customer.ts'
import type { CustomerEvent } from './events.ts'
import type { CustomerGlance } from './glance.ts'
import type { CustomerSummary } from './summary.ts'
import type { ThinCustomer } from './thin-customer.ts'

export type CustomerStore = Store<Customer | undefined, CustomerEvent> & {
  /** For those who only look: members of the classes in `sees` in the clear, all others masked. */
  readonly read: (id: string, sees: readonly FieldClass[]) => Promise<Loaded<Customer> | undefined>
}

/** What a list is narrowed to. All that is given must hold. */
export type CustomerFilter = Anchor & {
  /** The beginning of the name, whatever its case and width. */
  readonly q?: string | undefined
  readonly tier?: string | undefined
  readonly industry?: string | undefined
  readonly stage?: string | undefined
  readonly tag?: string | undefined
  readonly archived: boolean
}

export type CustomerQueries = {
  readonly list: (filter: CustomerFilter, page: PageRequest) => Promise<Result<Page<CustomerSummary>, BadCursor>>
  /** Valuable customers with thin files, the most valuable and thinnest first. */
  readonly thin: (anchor: Anchor, page: PageRequest) => Promise<Result<Page<ThinCustomer>, BadCursor>>
  readonly timeline: (id: string, page: PageRequest) => Promise<Result<Page<EventEnvelope>, BadCursor>>
  /** The id of the customer that holds this tax id, e-mail address or phone number. */
  readonly holder: (claim: Claim) => Promise<string | undefined>
}

/** Glances at customers, in the order of their ids; undefined where there is none. */
export type CustomerGlances = (ids: readonly string[]) => Promise<readonly (CustomerGlance | undefined)[]>

/** What completeness is worked out from, and the row to keep it with. `revision` is that of the completeness last kept, 0 for none. */
export type CustomerAround = Surroundings & {
  readonly profile: FiledProfile
  readonly summary: CustomerSummary
  readonly revision: number
}

export type CompletenessStore = {
  readonly load: (id: string) => Promise<CustomerAround | undefined>
  /** Keeps what was worked out, unless somebody else has since `seen.revision`: then false, and it must be worked out again. */
  readonly save: (seen: CustomerAround, worked: Completeness & { readonly tierRank: number; readonly at: Instant }) => Promise<boolean>
  /** Customers whose completeness was worked out under other weights than today's, page by page. */
  readonly outdated: () => AsyncIterable<readonly string[]>
}
