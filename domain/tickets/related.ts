import type { Context } from '../kernel/decider.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { TicketRefusal } from './commands.ts'
import type { TicketEvent } from './events.ts'
import { reachesTicket } from './reach.ts'
import { mostRelated, type Ticket } from './ticket.ts'

type Decision = Result<readonly TicketEvent[], TicketRefusal>

const linking = (
  ticket: Ticket,
  other: Ticket | undefined,
  { linked, context }: { readonly linked: boolean; readonly context: Context },
): Decision => {
  if (!other) return refuse({ code: 'ticket.not_found' })
  const { now, actor } = context
  if (!reachesTicket(actor, other)) return refuse({ code: 'access.out_of_scope' })
  const { related = [] } = ticket
  if (related.includes(other.id) === linked) return ok([])
  if (linked && related.length >= mostRelated) return refuse({ code: 'ticket.full', most: mostRelated })
  return ok([{ type: 'ticket.linked', as: 'related', ticket: other.id, linked, at: now, by: actor.id }])
}

/** "Whoever looks at one should know of the other": neither is above the other, and each goes its own way. */
export const relate = (ticket: Ticket, other: Ticket | undefined, context: Context): Decision => {
  if (other?.id === ticket.id) return refuse({ code: 'ticket.same_ticket' })
  // What was merged keeps what it had. Anything new has to do with the one that it went into.
  if (other?.mergedInto !== undefined) return refuse({ code: 'ticket.merged', into: other.mergedInto })
  return linking(ticket, other, { linked: true, context })
}

export const unrelate = (ticket: Ticket, other: Ticket | undefined, context: Context): Decision =>
  linking(ticket, other, { linked: false, context })
