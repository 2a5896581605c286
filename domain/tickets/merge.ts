import type { Context } from '../kernel/decider.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { TicketRefusal } from './commands.ts'
import type { TicketEvent } from './events.ts'
import { isLive } from './moves.ts'
import { reachesTicket } from './reach.ts'
import { mostAbsorbed, type Ticket } from './ticket.ts'

type Decision = Result<readonly TicketEvent[], TicketRefusal>

/** What stands in the way of one ticket going into another, whichever of the two is asked. */
const barred = (from: Ticket, into: Ticket): TicketRefusal | undefined => {
  if (from.id === into.id) return { code: 'ticket.same_ticket' }
  if (into.mergedInto !== undefined) return { code: 'ticket.merged', into: into.mergedInto }
  if (from.mergedInto !== undefined) return { code: 'ticket.merged', into: from.mergedInto }
  // Its children would hang on nothing that anybody works on.
  if (from.children.length > 0) return { code: 'ticket.has_children' }
  const gone = [from, into].find(({ status }) => !isLive(status))
  if (gone) return { code: 'ticket.move_impossible', from: gone.status, to: 'closed' }
  return into.absorbed.length + from.absorbed.length >= mostAbsorbed ? { code: 'ticket.full', most: mostAbsorbed } : undefined
}

/**
 * "Two tickets of one matter become one": this one goes into the other, and stays what it was for whoever looks it up. What still
 * comes in for it is taken in by the other.
 */
export const merge = (ticket: Ticket, into: Ticket | undefined, { now, actor }: Context): Decision => {
  if (!into) return refuse({ code: 'ticket.not_found' })
  if (!reachesTicket(actor, into)) return refuse({ code: 'access.out_of_scope' })
  if (ticket.mergedInto !== undefined && ticket.mergedInto === into.id) return ok([])
  const refused = barred(ticket, into)
  if (refused) return refuse(refused)
  const { status: was } = ticket
  return isLive(was)
    ? ok([{ type: 'ticket.merged', into: into.id, was, at: now, by: actor.id }])
    : refuse({ code: 'ticket.move_impossible', from: was, to: 'closed' })
}

/** The other side of it: the threads of the other, and of all that went into that one before, are shown here. */
export const absorb = (ticket: Ticket, other: Ticket | undefined, { now, actor }: Context): Decision => {
  if (!other) return refuse({ code: 'ticket.not_found' })
  if (ticket.absorbed.includes(other.id)) return ok([])
  const refused = barred(other, ticket)
  if (refused) return refuse(refused)
  return ok([other.id, ...other.absorbed].map((one) => ({ type: 'ticket.absorbed', ticket: one, at: now, by: actor.id })))
}

/** "What was merged by mistake stands again as it stood." Merges are undone in the order opposite to that in which they were made. */
export const unmerge = (ticket: Ticket, from: Ticket | undefined, { now, actor }: Context): Decision => {
  if (ticket.status !== 'closed' || ticket.mergedInto === undefined) return refuse({ code: 'ticket.not_merged' })
  if (!from || from.id !== ticket.mergedInto) return refuse({ code: 'ticket.not_found' })
  if (from.mergedInto !== undefined) return refuse({ code: 'ticket.merged', into: from.mergedInto })
  return ok([{ type: 'ticket.unmerged', from: from.id, to: ticket.closed.was ?? 'open', at: now, by: actor.id }])
}

export const release = (ticket: Ticket, other: Ticket | undefined, { now, actor }: Context): Decision => {
  if (!other) return refuse({ code: 'ticket.not_found' })
  const gone = [other.id, ...other.absorbed].filter((one) => ticket.absorbed.includes(one))
  return ok(gone.map((one) => ({ type: 'ticket.released', ticket: one, at: now, by: actor.id })))
}
