import * as z from 'zod'
import type { CustomerQueries } from '../../../domain/customers/ports.ts'
import { ThinCustomer } from '../../../domain/customers/thin-customer.ts'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import { readEvent } from '../events/event-log.ts'
import { eventPartition } from '../events/keys.ts'
import { claimHolder } from '../records/claim-holder.ts'
import type { Cursors } from '../table/cursor.ts'
import { thinIndex, thinSort } from '../table/indexes.ts'
import { paged } from '../table/paged.ts'
import type { Ask, Item, Table } from '../table/table.ts'
import { customerList, filterOf } from './customer-list.ts'
import { thinPartition } from './keys.ts'

const ThinRow = z.looseObject({ summary: ThinCustomer.extend({ weights: z.string() }).strip() })

const thinCustomer = (item: Item): ThinCustomer => {
  const { weights: _weights, ...customer } = ThinRow.parse(item).summary
  return customer
}

const incomplete = (filter: Ask['filter']): Ask['filter'] => ({
  expression: [filter?.expression, '#summary.#score < :full'].filter((part) => part !== undefined).join(' AND '),
  names: { ...filter?.names, '#summary': 'summary', '#score': 'score' },
  values: { ...filter?.values, ':full': 100 },
})

export const customerQueries = (table: Table, vault: Vault, cursors: Cursors): CustomerQueries => ({
  list: customerList(table, cursors),
  thin: (anchor, page) =>
    paged(
      { table, cursors, sort: thinSort },
      { index: thinIndex, partition: thinPartition, filter: incomplete(filterOf(anchor)) },
      { page, read: thinCustomer },
    ),
  timeline: (id, page) => paged({ table, cursors }, { partition: eventPartition(id), descending: true }, { page, read: readEvent }),
  holder: claimHolder(table, vault, 'customer'),
})
