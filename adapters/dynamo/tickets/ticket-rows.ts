import { isLive } from '../../../domain/tickets/moves.ts'
import { anchorOf } from '../../../domain/tickets/reach.ts'
import { summaryOf } from '../../../domain/tickets/summary.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { anchoredRow } from '../table/anchored.ts'
import type { Item, Key } from '../table/table.ts'
import { ticketListPartition } from './keys.ts'

/** The attributes by which lists find a ticket: what is live in the order of opening. */
export const indexed = (ticket: Ticket): Item => {
  const { id, status, openedAt } = ticket
  return anchoredRow((by, value) => ticketListPartition(isLive(status) ? 'live' : 'over', by, value), {
    anchor: anchorOf(ticket),
    order: `${openedAt}#${id}`,
    summary: summaryOf(ticket),
  })
}

/** Small items by which it is found from elsewhere. */
export const rows = (_: Ticket | undefined): readonly (Key & Item)[] => []
