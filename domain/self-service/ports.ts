import type { Contact } from '../contacts/contact.ts'
import type { ContactEvent } from '../contacts/events.ts'
import type { Customer } from '../customers/customer.ts'
import type { CustomerEvent } from '../customers/events.ts'
import type { CustomerGlance } from '../customers/glance.ts'
import type { Context } from '../kernel/decider.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Loaded, Store } from '../kernel/store.ts'
import type { SelfServiceEvent } from './events.ts'
import type { SelfServiceLink } from './link.ts'

export type SelfServiceStore = Store<SelfServiceLink | undefined, SelfServiceEvent>

/** The links of a contact or an individual, the latest first. */
export type LinksOf = (whoseId: string, page: PageRequest) => Promise<Result<Page<SelfServiceLink>, BadCursor>>

/** Whom a link may be offered to: a customer at a glance, and how many e-mail addresses there are. */
export type OfferedIndividual = (customerId: string) => Promise<{ readonly customer: CustomerGlance; readonly emails: number } | undefined>

/** What became of a link, from one version to the next. */
type LinkUse = {
  readonly before: Loaded<SelfServiceLink>
  readonly after: SelfServiceLink
  readonly event: SelfServiceEvent
  readonly context: Context
}

/** Stores that end the link in the transaction of the change: of two who come by one link, one is first. */
export type AnsweringStores = (use: LinkUse) => Promise<{
  readonly contacts: Store<Contact | undefined, ContactEvent>
  readonly customers: Store<Customer | undefined, CustomerEvent>
}>
