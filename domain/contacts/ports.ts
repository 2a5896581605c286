import type { FieldClass } from '../kernel/care/field-class.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Claim, Loaded, Store } from '../kernel/store.ts'
import type { Contact } from './contact.ts'
import type { ContactEvent } from './events.ts'
import type { OrgChart } from './org-chart.ts'
import type { ServedCustomers } from './served.ts'
import type { AffiliatedPerson } from './summary.ts'

type Kept = Store<Contact | undefined, ContactEvent>

export type ContactStore = Kept & {
  /** For those who only look: members of the classes in `sees` in the clear, all others masked. */
  readonly read: (id: string, sees: readonly FieldClass[]) => Promise<Loaded<Contact> | undefined>
  /** Commits only as long as nobody at that customer has been put under somebody else since `chart` was read. */
  readonly extending: (chart: OrgChart) => Kept
}

export type ContactQueries = {
  /** The people of a customer; with `left`, behind them those who are gone or archived. */
  readonly people: (customerId: string, left: boolean, page: PageRequest) => Promise<Result<Page<AffiliatedPerson>, BadCursor>>
  readonly orgChart: (customerId: string) => Promise<OrgChart>
  /** What decisions must know of these customers. */
  readonly served: (customerIds: readonly string[]) => Promise<ServedCustomers>
  /** The id of the contact that holds this e-mail address or phone number. */
  readonly holder: (claim: Claim) => Promise<string | undefined>
}
