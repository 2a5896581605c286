import { claimsOf } from '../../../domain/customers/claims.ts'
import { Customer } from '../../../domain/customers/customer.ts'
import { CustomerEvent } from '../../../domain/customers/events.ts'
import type { CustomerStore } from '../../../domain/customers/ports.ts'
import { summaryOf } from '../../../domain/customers/summary.ts'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import { reachableAt } from '../../../domain/kernel/reachability.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import type { Item, Key, Table, Write } from '../table/table.ts'
import { aliasKey, customerKey, listPartition, nameKey, tagKey } from './keys.ts'

type Rows = 'active' | 'archived' | 'alias'

/** The lists in which a row of a customer stands, under `name`. */
const rows = (customer: Customer, set: Rows, name: string): Item => {
  const by = (what: string, value: string | undefined) => (value === undefined ? undefined : listPartition(set, what, value))
  return {
    byAll: listPartition(set, 'all', ''),
    byOwner: by('owner', customer.owner),
    byTeam: by('team', customer.team),
    byRegion: by('region', customer.region),
    byTier: by('tier', customer.tier),
    byIndustry: by('industry', customer.industry),
    byStage: by('stage', customer.stage),
    nameKey: nameKey(name, customer.id),
    summary: summaryOf(customer),
  }
}

const setOf = ({ archived }: Customer): Rows => (archived ? 'archived' : 'active')

const indexed = (customer: Customer): Item => rows(customer, setOf(customer), summaryOf(customer).name)

/** "Who searches for a firm may know either of its names." A row of its own, which only searches look at. */
const alias = (customer: Customer | undefined): readonly (Key & Item)[] =>
  customer?.kind === 'company' && customer.shortName !== undefined && !customer.archived
    ? [{ ...aliasKey(customer.id), entity: 'alias', ...rows(customer, 'alias', customer.legalName) }]
    : []

/** A customer has several tags, and an index one place for it: a row for each, which only lists by that tag look at. */
const tagged = (customer: Customer): readonly (Key & Item)[] => {
  const summary = summaryOf(customer)
  return [...new Set(customer.tags)].map((tag) => ({
    ...tagKey(customer.id, tag),
    entity: 'tagged',
    byAll: listPartition(setOf(customer), 'tag', tag),
    nameKey: nameKey(summary.name, customer.id),
    summary,
  }))
}

/** What a customer is to the store, for those who read it without opening it. */
export const keptCustomer: Kept<typeof Customer, typeof CustomerEvent> = {
  kind: 'customer',
  schema: Customer,
  events: CustomerEvent,
  key: customerKey,
  indexed,
  rekeys: ({ type }) => type === 'customer.key_rotated',
  addresses: reachableAt,
  claims: claimsOf,
  links: (customer) => [...alias(customer), ...(customer ? tagged(customer) : [])],
  about: (_, { id }) => [id],
}

/** `beside`: writes of another record that are to stand or fall with a change. */
export const customerStore = (table: Table, vault: Vault, beside: readonly Write[] = []): CustomerStore =>
  recordStore(table, { ...keptCustomer, beside }, vault)
