import type { Context } from '../kernel/decider.ts'
import { block } from '../kernel/finding.ts'
import { laneWord } from '../kernel/lane.ts'
import { minutes } from '../kernel/later.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { laneOf } from '../ticket-kinds/lane.ts'
import type { TicketCommand, TicketRefusal } from './commands.ts'
import { concernedBy } from './concerned.ts'
import type { TicketEvent } from './events.ts'
import { canMove, isLive } from './moves.ts'
import { graceEnds } from './resolution.ts'
import { openTasks } from './tasks.ts'
import { overSince, type Ticket } from './ticket.ts'

type Decision = Result<readonly TicketEvent[], TicketRefusal>
type Of<Type extends TicketCommand['type']> = Extract<TicketCommand, { type: Type }>

/** "Nobody is asked about what was done because of what they had been asked." */
const recovered = ({ survey }: Ticket) => (survey === undefined ? {} : { recovery: true as const })

/** How long the customer waited for the first answer of a person, in minutes; undefined while there is none. */
const firstResponseMinutes = ({ facts, openedAt }: Ticket): number | undefined => {
  const answered = facts.find(({ what }) => what === 'we_answered')
  return answered && Math.max(0, Math.round((Date.parse(answered.at) - Date.parse(openedAt)) / minutes))
}

/** What may drive the answer of whoever is asked about it. */
const circumstances = (ticket: Ticket) => {
  const { kind, priority, contactId, assignee, team, reopened, form } = ticket
  const [waited, lane] = [firstResponseMinutes(ticket), laneOf(form)]
  return {
    kind,
    priority,
    reopened,
    ...(contactId && { contactId }),
    ...(assignee && { assignee }),
    ...(team && { team }),
    ...(waited !== undefined && { firstResponseMinutes: waited }),
    ...(lane && { lane: laneWord(lane) }),
  }
}

/** "Resolved is what we can say the cause of, what was done about it, and whether the customer knows." */
export const resolve = (ticket: Ticket, { draft, kind, despiteTasks }: Of<'resolve'>, { now, actor }: Context): Decision => {
  if (!canMove(ticket.status, 'resolved')) return refuse({ code: 'ticket.move_impossible', from: ticket.status, to: 'resolved' })
  if (kind && !kind.causes.some(({ code }) => code === draft.cause))
    return refuse({ code: 'request.invalid', findings: [block('ticket.cause_unknown', '/cause')] })
  const tasks = openTasks(ticket)
  if (tasks.length > 0 && !despiteTasks) return refuse({ code: 'ticket.tasks_open', tasks })
  return ok([{ type: 'ticket.resolved', resolution: { ...draft, at: now, by: actor.id }, ...circumstances(ticket), ...recovered(ticket) }])
}

/** "Closed is what was resolved and is confirmed, or what was never for us." */
export const close = (ticket: Ticket, { reason }: Of<'close'>, { now, actor }: Context): Decision => {
  const { status } = ticket
  const isFit = reason === 'confirmed' ? status === 'resolved' : isLive(status)
  if (!isFit) return refuse({ code: 'ticket.move_impossible', from: status, to: 'closed' })
  return ok([{ type: 'ticket.closed', closed: { at: now, by: actor.id, reason }, ...recovered(ticket) }])
}

/** "Within fourteen days it comes back under its number; later it is a new matter." */
export const reopen = (ticket: Ticket, { now, actor }: Context): Decision => {
  const over = overSince(ticket)
  if (over === undefined) return refuse({ code: 'ticket.move_impossible', from: ticket.status, to: 'reopened' })
  if (now > graceEnds(over))
    return refuse({ code: 'ticket.too_late', until: graceEnds(over), ...(ticket.continuedBy && { continuedBy: ticket.continuedBy }) })
  return ok([{ type: 'ticket.reopened', because: 'taken_up_again', ...concernedBy(ticket), at: now, by: actor.id }])
}

/** "Who says nothing for fourteen days after it was resolved has nothing to add." */
export const closeQuiet = (ticket: Ticket, { now, actor }: Context): readonly TicketEvent[] =>
  ticket.status !== 'resolved' || graceEnds(ticket.resolution.at) > now
    ? []
    : [{ type: 'ticket.closed', closed: { at: now, by: actor.id, reason: 'quiet' }, ...recovered(ticket) }]
