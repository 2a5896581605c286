import { claimsOf } from '../../domain/customers/claims.ts'
import { Customer } from '../../domain/customers/customer.ts'
import { CustomerEvent } from '../../domain/customers/events.ts'
import type { CustomerStore } from '../../domain/customers/ports.ts'
import { summaryOf } from '../../domain/customers/summary.ts'
import type { Vault } from '../../domain/kernel/vault.ts'
import { customerKey, listPartition, nameKey } from './keys.ts'
import { type Kept, recordStore } from './record-store.ts'
import type { Item, Table } from './table.ts'

const indexed = (customer: Customer, version: number): Item => {
  const archived = customer.archived !== undefined
  const by = (what: string, value: string | undefined) => (value === undefined ? undefined : listPartition(what, value, archived))
  const summary = summaryOf(customer, version)
  return {
    byAll: listPartition('all', undefined, archived),
    byOwner: by('owner', customer.owner),
    byTeam: by('team', customer.team),
    byRegion: by('region', customer.region),
    byTier: by('tier', customer.tier),
    byIndustry: by('industry', customer.industry),
    byStage: by('stage', customer.stage),
    nameKey: nameKey(summary.name, customer.id),
    summary,
  }
}

const kept: Kept<typeof Customer, typeof CustomerEvent> = {
  kind: 'customer',
  schema: Customer,
  events: CustomerEvent,
  key: customerKey,
  indexed,
  claims: claimsOf,
  about: ({ id }) => [id],
}

export const customerStore = (table: Table, vault: Vault): CustomerStore => recordStore(table, kept, vault)
