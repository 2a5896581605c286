import * as z from 'zod'
import { MovedTicket } from '../../../domain/service-levels/moves.ts'
import type { LiveTickets, MovesOf, Recording } from '../../../domain/service-levels/ports.ts'
import type { Cursors } from '../table/cursor.ts'
import { paged } from '../table/paged.ts'
import type { Item, Table } from '../table/table.ts'
import { ticketListPartition } from '../tickets/keys.ts'
import { ticketsUnopened } from '../tickets/ticket-store.ts'
import { movedKey, movesPartition } from './keys.ts'

export const recordingMoves =
  (table: Table): Recording =>
  (moves) => {
    const rows = moves.map(({ cause, moved }) => ({ ...movedKey(cause, moved.ticketId), entity: 'service-level-move', moved }))
    return ticketsUnopened(
      table,
      rows.map((row) => table.put(row)),
    )
  }

const Row = z.looseObject({ moved: MovedTicket })
const readMoved = (item: Item): MovedTicket => Row.parse(item).moved

export const movesIn =
  (table: Table, cursors: Cursors): MovesOf =>
  ({ kind, code }, page) =>
    paged({ table, cursors }, { partition: movesPartition(kind, code), descending: true }, { page, read: readMoved })

const Listed = z.looseObject({ summary: z.looseObject({ id: z.string() }) })
const Place = z.record(z.string(), z.string())
const pageSize = 200

export const liveTickets =
  (table: Table): LiveTickets =>
  async (from) => {
    const place = from === undefined ? undefined : Place.parse(JSON.parse(from))
    const partition = ticketListPartition('live', 'all', '')
    const { items, after } = await table.query({ index: 'byAll', partition, limit: pageSize, after: place })
    return { ids: items.map((item) => Listed.parse(item).summary.id), after: after && JSON.stringify(after) }
  }
