import { isLive } from '../../../domain/tickets/moves.ts'
import { anchorOf } from '../../../domain/tickets/reach.ts'
import { nextDue, summaryOf } from '../../../domain/tickets/summary.ts'
import { overSince, type Ticket } from '../../../domain/tickets/ticket.ts'
import { stageOf } from '../../../domain/tickets/views.ts'
import { dispatchRows } from '../dispatch/dispatch-rows.ts'
import { anchoredRow } from '../table/anchored.ts'
import type { Item, Key } from '../table/table.ts'
import { ticketListPartition } from './keys.ts'
import { taskRows } from './open-tasks.ts'

// Behind every moment that there is: what has no deadline comes last.
const noDeadline = '9999'

/** What is live comes in the order of its next deadline, what is over in the order in which it ended. */
const orderOf = (ticket: Ticket): string => `${overSince(ticket) ?? nextDue(ticket) ?? noDeadline}#${ticket.id}`

/** The attributes by which lists find a ticket. */
export const indexed = (ticket: Ticket): Item => {
  const state = isLive(ticket.status) ? 'live' : 'over'
  const stage = stageOf(ticket)
  return {
    ...anchoredRow((by, value) => ticketListPartition(state, by, value), {
      anchor: anchorOf(ticket),
      order: orderOf(ticket),
      summary: summaryOf(ticket),
    }),
    byStage: stage && ticketListPartition(state, 'stage', stage),
    byTier: ticket.customerId && ticketListPartition(state, 'customer', ticket.customerId),
  }
}

/** Small items by which it is found from elsewhere. */
export const rows = (ticket: Ticket | undefined): readonly (Key & Item)[] => [...dispatchRows(ticket), ...taskRows(ticket)]
