import * as z from 'zod'
import type { ContactQueries } from '../../../domain/contacts/ports.ts'
import { ServedCustomer } from '../../../domain/contacts/served.ts'
import { AffiliatedPerson } from '../../../domain/contacts/summary.ts'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import { customerKey, customerPartition } from '../customers/keys.ts'
import { claimHolder } from '../records/claim-holder.ts'
import type { Cursors } from '../table/cursor.ts'
import { bare } from '../table/items.ts'
import { paged } from '../table/paged.ts'
import type { Item, Table } from '../table/table.ts'
import { currentPeople, everyPerson, orgChartKey } from './keys.ts'

const Counted = z.looseObject({ revision: z.int() })
const Served = z.looseObject({ state: ServedCustomer })

/** A row of a customer's people as it stands in the table. */
export const readPerson = (item: Item): AffiliatedPerson => AffiliatedPerson.parse(bare(item))

export const contactQueries = (table: Table, vault: Vault, cursors: Cursors): ContactQueries => ({
  people: (customerId, left, page) =>
    paged(
      { table, cursors },
      { partition: customerPartition(customerId), prefix: ['sk', left ? everyPerson : currentPeople] },
      { page, read: readPerson },
    ),

  orgChart: async (customerId) => {
    // The revision is read first: who is put under somebody after that makes the commit fail, and everything is read again.
    const counted = await table.get(orgChartKey(customerId))
    const items = await table.queryAll({ partition: customerPartition(customerId), prefix: ['sk', currentPeople] })
    const people = items.map(readPerson).map(({ contactId, reportsTo }) => ({ contactId, reportsTo }))
    return { customerId, revision: counted ? Counted.parse(counted).revision : 0, people }
  },

  served: async (customerIds) => {
    const items = await table.getMany(customerIds.map(customerKey))
    return new Map(
      customerIds.flatMap((id, i) => {
        const item = items[i]
        return item ? [[id, Served.parse(item).state] as const] : []
      }),
    )
  },

  holder: claimHolder(table, vault, 'contact'),
})
