import * as z from 'zod'
import { Instant, PlainDate } from '../../../domain/kernel/instant.ts'
import type { OpenReview, ReviewQueries } from '../../../domain/reviews/ports.ts'
import { anchoredQuery } from '../table/anchored.ts'
import type { Cursors } from '../table/cursor.ts'
import { listSort } from '../table/indexes.ts'
import { paged } from '../table/paged.ts'
import type { Item, Table } from '../table/table.ts'
import { reviewPartition } from './keys.ts'

const Row = z.looseObject({
  summary: z.object({
    customerId: z.string(),
    status: z.enum(['due', 'escalated']),
    dueOn: PlainDate,
    escalatedTo: z.string().optional(),
    heardAt: Instant.optional(),
  }),
})

const read = (item: Item): OpenReview => Row.parse(item).summary

/** What waits longest for a manager comes before what waits for an owner. */
const statuses = ['escalated', 'due'] as const

export const reviewQueries = (table: Table, cursors: Cursors): ReviewQueries => ({
  open: ({ status, ...wanted }, page) =>
    paged(
      { table, cursors, sort: listSort },
      (status ? [status] : statuses).map((each) => anchoredQuery((by, value) => reviewPartition(each, by, value), wanted)),
      { page, read },
    ),
})
