import type { Context } from '../kernel/decider.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { TicketRefusal } from './commands.ts'
import type { TicketEvent } from './events.ts'
import { reachesTicket } from './reach.ts'
import { mostChildren, type Ticket } from './ticket.ts'

type Decision = Result<readonly TicketEvent[], TicketRefusal>

/** What a ticket that was merged was above, the one that it went into is above. */
const isBelow = ({ parentId }: Ticket, parent: Ticket): boolean =>
  parentId !== undefined && [parent.id, ...parent.absorbed].includes(parentId)

/** "One incident, many customers: one ticket above theirs, and nothing above that." */
const barred = (parent: Ticket, child: Ticket): TicketRefusal | undefined => {
  if (parent.id === child.id) return { code: 'ticket.same_ticket' }
  if (child.mergedInto !== undefined) return { code: 'ticket.merged', into: child.mergedInto }
  if (parent.mergedInto !== undefined) return { code: 'ticket.merged', into: parent.mergedInto }
  if (parent.parentId !== undefined) return { code: 'ticket.has_parent', parent: parent.parentId }
  if (child.children.length > 0) return { code: 'ticket.has_children' }
  if (child.parentId !== undefined && !isBelow(child, parent)) return { code: 'ticket.has_parent', parent: child.parentId }
  return parent.children.length >= mostChildren && !parent.children.includes(child.id)
    ? { code: 'ticket.full', most: mostChildren }
    : undefined
}

type Side = 'parent' | 'child'

const linking = (
  ticket: Ticket,
  other: Ticket | undefined,
  { as, linked, context }: { as: Side; linked: boolean; context: Context },
): Decision => {
  if (!other) return refuse({ code: 'ticket.not_found' })
  const { now, actor } = context
  if (!reachesTicket(actor, other)) return refuse({ code: 'access.out_of_scope' })
  const refused = !linked ? undefined : as === 'child' ? barred(ticket, other) : barred(other, ticket)
  if (refused) return refuse(refused)
  const stands = as === 'child' ? ticket.children.includes(other.id) : isBelow(ticket, other)
  return ok(stands === linked ? [] : [{ type: 'ticket.linked', as, ticket: other.id, linked, at: now, by: actor.id }])
}

/** This one's incident is what the other is about, too. */
export const adopt = (ticket: Ticket, child: Ticket | undefined, context: Context): Decision =>
  linking(ticket, child, { as: 'child', linked: true, context })
export const join = (ticket: Ticket, parent: Ticket | undefined, context: Context): Decision =>
  linking(ticket, parent, { as: 'parent', linked: true, context })

/** It is a matter of its own after all. */
export const letGo = (ticket: Ticket, child: Ticket | undefined, context: Context): Decision =>
  linking(ticket, child, { as: 'child', linked: false, context })
export const leave = (ticket: Ticket, parent: Ticket | undefined, context: Context): Decision =>
  linking(ticket, parent, { as: 'parent', linked: false, context })

/** "What ended the incident ends it for each of its customers, and each hears so in their own thread." */
export const offerFix = (ticket: Ticket, text: string, { now, actor }: Context): Decision => {
  if (ticket.children.length === 0) return refuse({ code: 'ticket.no_children' })
  if (ticket.status !== 'resolved') return refuse({ code: 'ticket.not_resolved' })
  return ok([{ type: 'ticket.fix_offered', text, at: now, by: actor.id }])
}
