import type { HistoryOf } from '../../../domain/desk-figures/ports.ts'
import { masked } from '../../../domain/kernel/care/marks.ts'
import { madeOnce } from '../../../domain/kernel/made-once.ts'
import { TicketEvent } from '../../../domain/tickets/events.ts'
import { readEvent } from '../events/event-log.ts'
import { eventPartition } from '../events/keys.ts'
import type { Table } from '../table/table.ts'

const told = madeOnce(() => masked(TicketEvent))

/** The events of a ticket in the order in which they were committed (two processes may not agree what time it is), nothing sealed of them opened. */
export const ticketHistory =
  (table: Table): HistoryOf =>
  async (ticketId) => {
    const items = await table.queryAll({ partition: eventPartition(ticketId) })
    return items
      .map(readEvent)
      .sort((a, b) => a.version - b.version || (a.id < b.id ? -1 : 1))
      .map(({ id, at, actor, data }) => ({ id, at, actor, data: told().parse(data) }))
  }
