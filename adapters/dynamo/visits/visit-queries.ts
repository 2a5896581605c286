import * as z from 'zod'
import type { LastVisit, VisitQueries } from '../../../domain/visits/ports.ts'
import { VisitSummary } from '../../../domain/visits/summary.ts'
import { Visit } from '../../../domain/visits/visit.ts'
import { anchoredQuery } from '../table/anchored.ts'
import type { Cursors } from '../table/cursor.ts'
import { listSort } from '../table/indexes.ts'
import { paged } from '../table/paged.ts'
import type { Item, Table } from '../table/table.ts'
import { visitListPartition, visitPartition } from './keys.ts'

const Row = z.looseObject({ visit: Visit })
const Listed = z.looseObject({ summary: VisitSummary.strip() })

/** The visit in a row of its customer's. */
export const readVisit = (item: Item): Visit => Row.parse(item).visit

export const lastVisit =
  (table: Table): LastVisit =>
  async (customerId) => {
    const { items } = await table.query({ partition: visitPartition(customerId), descending: true, limit: 1 })
    return items[0] && readVisit(items[0])
  }

export const visitQueries = (table: Table, cursors: Cursors): VisitQueries => ({
  last: lastVisit(table),
  ofCustomer: (customerId, page) =>
    paged({ table, cursors }, { partition: visitPartition(customerId), descending: true }, { page, read: readVisit }),
  list: ({ status, ...wanted }, page) =>
    paged(
      { table, cursors, sort: listSort },
      { ...anchoredQuery((by, value) => visitListPartition(status, by, value), wanted), descending: status !== 'planned' },
      { page, read: (item) => Listed.parse(item).summary },
    ),
})
