import { claimsOf } from '../../../domain/contacts/claims.ts'
import { Contact } from '../../../domain/contacts/contact.ts'
import { ContactEvent } from '../../../domain/contacts/events.ts'
import type { OrgChart } from '../../../domain/contacts/org-chart.ts'
import type { ContactStore } from '../../../domain/contacts/ports.ts'
import { isCurrent, rowsOf } from '../../../domain/contacts/summary.ts'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import { reachableAt } from '../../../domain/kernel/reachability.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import { unmoved } from '../table/conditions.ts'
import type { Item, Key, Table, Write } from '../table/table.ts'
import { affiliationKey, contactKey, orgChartKey } from './keys.ts'

/** One row in the partition of each customer, with all that its list of people shows. */
const links = (contact: Contact | undefined): readonly (Key & Item)[] =>
  contact
    ? rowsOf(contact).map(({ customerId, person }) => ({
        ...affiliationKey(customerId, contact.id, isCurrent(person)),
        entity: 'affiliation',
        ...person,
      }))
    : []

/** "What somebody becomes at one customer is told at that customer alone; what is true of the person, at all of theirs." */
const about = (event: ContactEvent, { affiliations }: Contact): readonly string[] => {
  switch (event.type) {
    case 'contact.joined':
      return [event.affiliation.customerId]
    case 'contact.moved':
    case 'contact.left':
      return [event.customerId]
    case 'contact.registered':
    case 'contact.changed':
    case 'contact.confirmed':
    case 'contact.archived':
    case 'contact.restored':
    case 'contact.revealed':
    case 'contact.key_rotated':
      return [...new Set(affiliations.map(({ customerId }) => customerId))]
  }
}

/** What a contact is to the store, for those who write something beside it. */
export const keptContact: Kept<typeof Contact, typeof ContactEvent> = {
  kind: 'contact',
  schema: Contact,
  events: ContactEvent,
  key: contactKey,
  rekeys: ({ type }) => type === 'contact.key_rotated',
  addresses: reachableAt,
  claims: claimsOf,
  links,
  about,
}

/** Two writers who read one chart cannot both add a line to it, so together they cannot make it come round. */
const raised = (table: Table, { customerId, revision }: OrgChart): Write =>
  table.put({ ...orgChartKey(customerId), entity: 'org_chart', revision: revision + 1 }, unmoved('revision', revision))

export const contactStore = (table: Table, vault: Vault): ContactStore => ({
  ...recordStore(table, keptContact, vault),
  extending: (chart) => recordStore(table, { ...keptContact, beside: [raised(table, chart)] }, vault),
})
