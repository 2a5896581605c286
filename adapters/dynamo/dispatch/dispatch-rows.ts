import { isInHand, turnOf, waitingOf } from '../../../domain/dispatch/waiting.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import type { Item, Key } from '../table/table.ts'
import { inHandKey, servedKey, waitingKey } from './keys.ts'

type Row = Key & Item

const waitingRow = (ticket: Ticket): readonly Row[] => {
  const waiting = waitingOf(ticket)
  if (!waiting) return []
  return [{ ...waitingKey(waiting.team, { turn: turnOf(waiting), ticketId: ticket.id }), entity: 'waiting-row', waiting }]
}

const servedRow = ({ id: ticketId, customerId, openedAt, assignee: agent }: Ticket): readonly Row[] =>
  customerId === undefined || agent === undefined ? [] : [{ ...servedKey(customerId, { openedAt, ticketId }), entity: 'served-row', agent }]

/**
 * What a ticket leaves beside it for those who hand tickets out, in the very transaction in which it changes: its place in the queue of
 * its team, that somebody has it in hand, and whom its customer knows by it.
 */
export const dispatchRows = (ticket: Ticket | undefined): readonly Row[] => {
  if (!ticket) return []
  const { id, assignee } = ticket
  const inHand = assignee !== undefined && isInHand(ticket) ? [{ ...inHandKey(assignee, id), entity: 'in-hand-row' }] : []
  return [...inHand, ...waitingRow(ticket), ...servedRow(ticket)]
}
