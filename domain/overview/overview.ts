import type { AffiliatedPerson } from '../contacts/summary.ts'
import type { Completeness } from '../customers/completeness.ts'
import type { Customer } from '../customers/customer.ts'
import type { EventEnvelope } from '../kernel/event-envelope.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Loaded } from '../kernel/store.ts'
import type { Note } from '../notes/note.ts'
import type { RelationEnd } from '../relations/end.ts'
import type { Reminder } from '../reminders/reminder.ts'
import type { TicketSummary } from '../tickets/summary.ts'

/** So many of each block are shown at once. */
export const shown = { people: 50, relations: 10, notes: 5, reminders: 10, tickets: 10, events: 10 } as const

/** Some of a longer list: `more` says that there are others, to be had from the list of their own. */
export type Excerpt<Item> = { readonly items: readonly Item[]; readonly more: boolean }

/** What is at hand about one customer at a moment. Sensitive members are masked. */
export type CustomerFile = {
  readonly profile: Loaded<Customer>
  readonly people: Excerpt<AffiliatedPerson>
  readonly relations: Excerpt<RelationEnd>
  readonly warnings: readonly Note[]
  readonly notes: Excerpt<Note>
  /** What is to be done about it, the earliest due first, whoever is to do it. */
  readonly reminders: Excerpt<Reminder>
  /** What they wait for at the service desk, the nearest deadline first, and how many complaints they brought in the last 90 days. */
  readonly tickets: Excerpt<TicketSummary> & { readonly complaints: number }
  readonly events: Excerpt<EventEnvelope>
  /** As the job last worked it out; undefined until it has for the first time. */
  readonly completeness: (Completeness & { readonly at: Instant }) | undefined
}
