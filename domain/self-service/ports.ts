import type { Contact } from '../contacts/contact.ts'
import type { ContactEvent } from '../contacts/events.ts'
import type { Context } from '../kernel/decider.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Loaded, Store } from '../kernel/store.ts'
import type { SelfServiceEvent } from './events.ts'
import type { SelfServiceLink } from './link.ts'

export type SelfServiceStore = Store<SelfServiceLink | undefined, SelfServiceEvent>

/** The links of a contact, the latest first. */
export type LinksOf = (contactId: string, page: PageRequest) => Promise<Result<Page<SelfServiceLink>, BadCursor>>

/** What became of a link, from one version to the next. */
type LinkUse = {
  readonly before: Loaded<SelfServiceLink>
  readonly after: SelfServiceLink
  readonly event: SelfServiceEvent
  readonly context: Context
}

/** A store of contacts that ends the link in the transaction of the change: of two who come by one link, one is first. */
export type AnsweringStore = (use: LinkUse) => Promise<Store<Contact | undefined, ContactEvent>>
