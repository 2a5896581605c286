import type { LiveStatus } from './moves.ts'
import type { Closed } from './resolution.ts'
import type { LiveTicket, Ticket, TicketMembers } from './ticket.ts'

/** What a ticket has whatever became of it. */
const membersOf = (ticket: Ticket): TicketMembers => {
  switch (ticket.status) {
    case 'resolved': {
      const { status: _status, resolution: _resolution, ...members } = ticket
      return members
    }
    case 'closed': {
      const { status: _status, resolution: _resolution, closed: _closed, ...members } = ticket
      return members
    }
    default: {
      const { status: _status, ...members } = ticket
      return members
    }
  }
}

/** The ticket with somebody having to do something about it: what it came to, if it was over, is no more. */
export const asLive = (ticket: Ticket, status: LiveStatus): LiveTicket => ({ ...membersOf(ticket), status })

/** The ticket closed; what it came to stays. */
export const asClosed = (ticket: Ticket, closed: Closed): Ticket => {
  const resolution = 'resolution' in ticket ? ticket.resolution : undefined
  return { ...membersOf(ticket), status: 'closed', closed, ...(resolution && { resolution }) }
}
