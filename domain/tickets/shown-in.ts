import { isLive } from './moves.ts'
import type { TicketSummary } from './summary.ts'
import type { TicketView } from './views.ts'

const equal = ['customerId', 'owner', 'stage', 'team', 'region', 'kind', 'priority'] as const

/** What a view, or as much of one as is wanted, says of a ticket, where it is not the table that is asked for it. */
export const isShownIn = (view: Partial<TicketView>, ticket: TicketSummary): boolean => {
  const { state, due } = view
  const { dueAt, noticeBy } = ticket
  return (
    (view.noticeBy === undefined || (noticeBy !== undefined && noticeBy <= view.noticeBy)) &&
    (state === undefined || (state === 'live') === isLive(ticket.status)) &&
    equal.every((member) => view[member] === undefined || view[member] === ticket[member]) &&
    (due === undefined || (dueAt !== undefined && dueAt < due.before && (due.from === undefined || dueAt >= due.from)))
  )
}
