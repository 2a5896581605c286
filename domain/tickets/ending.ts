import type { Context } from '../kernel/decider.ts'
import { block } from '../kernel/finding.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { TicketCommand, TicketRefusal } from './commands.ts'
import type { TicketEvent } from './events.ts'
import { canMove, isLive } from './moves.ts'
import { graceEnds } from './resolution.ts'
import { openTasks } from './tasks.ts'
import { overSince, type Ticket } from './ticket.ts'

type Decision = Result<readonly TicketEvent[], TicketRefusal>
type Of<Type extends TicketCommand['type']> = Extract<TicketCommand, { type: Type }>

/** "Resolved is what we can say the cause of, what was done about it, and whether the customer knows." */
export const resolve = (ticket: Ticket, { draft, kind, despiteTasks }: Of<'resolve'>, { now, actor }: Context): Decision => {
  if (!canMove(ticket.status, 'resolved')) return refuse({ code: 'ticket.move_impossible', from: ticket.status, to: 'resolved' })
  if (kind && !kind.causes.some(({ code }) => code === draft.cause))
    return refuse({ code: 'request.invalid', findings: [block('ticket.cause_unknown', '/cause')] })
  const tasks = openTasks(ticket)
  if (tasks.length > 0 && !despiteTasks) return refuse({ code: 'ticket.tasks_open', tasks })
  const { kind: code, priority, contactId, assignee, team, reopened } = ticket
  const around = { kind: code, priority, reopened, ...(contactId && { contactId }), ...(assignee && { assignee }), ...(team && { team }) }
  return ok([{ type: 'ticket.resolved', resolution: { ...draft, at: now, by: actor.id }, ...around }])
}

/** "Closed is what was resolved and is confirmed, or what was never for us." */
export const close = (ticket: Ticket, { reason }: Of<'close'>, { now, actor }: Context): Decision => {
  const { status } = ticket
  const isFit = reason === 'confirmed' ? status === 'resolved' : isLive(status)
  if (!isFit) return refuse({ code: 'ticket.move_impossible', from: status, to: 'closed' })
  return ok([{ type: 'ticket.closed', closed: { at: now, by: actor.id, reason } }])
}

/** "Within fourteen days it comes back under its number; later it is a new matter." */
export const reopen = (ticket: Ticket, { now, actor }: Context): Decision => {
  const over = overSince(ticket)
  if (over === undefined) return refuse({ code: 'ticket.move_impossible', from: ticket.status, to: 'reopened' })
  if (now > graceEnds(over))
    return refuse({ code: 'ticket.too_late', until: graceEnds(over), ...(ticket.continuedBy && { continuedBy: ticket.continuedBy }) })
  return ok([{ type: 'ticket.reopened', because: 'taken_up_again', at: now, by: actor.id }])
}

/** "Who says nothing for fourteen days after it was resolved has nothing to add." */
export const fallDue = (ticket: Ticket, { now, actor }: Context): Decision => {
  if (ticket.status !== 'resolved' || graceEnds(ticket.resolution.at) > now) return ok([])
  return ok([{ type: 'ticket.closed', closed: { at: now, by: actor.id, reason: 'quiet' } }])
}
