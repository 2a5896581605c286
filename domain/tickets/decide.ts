import type { Actor } from '../kernel/actor.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { TicketId } from '../kernel/ids.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { revealed } from '../kernel/reveal.ts'
import { mayAnswerApart } from './apart.ts'
import type { TicketCommand, TicketRefusal } from './commands.ts'
import type { DeadlinesOf } from './deadlines.ts'
import { close, reopen, resolve } from './ending.ts'
import type { TicketEvent } from './events.ts'
import { evolve } from './evolve.ts'
import { fallDue, overtaken } from './falling-due.ts'
import type { KinCommand } from './kin-commands.ts'
import { decideKin, isForMerged, isKinCommand, isTheirTask } from './kin-deciding.ts'
import { near } from './nearing.ts'
import { open } from './opening.ts'
import { reachesTicket } from './reach.ts'
import { graceEnds } from './resolution.ts'
import { isSaid, note, receive, reply } from './talking.ts'
import { overSince, type Ticket } from './ticket.ts'
import { assign, change, escalate, match, move, watch } from './working.ts'

type State = Ticket | undefined
type Decision = Result<readonly TicketEvent[], TicketRefusal>
type Later = Exclude<TicketCommand, { type: 'open' }>
type Plain = Exclude<Later, KinCommand>

/** "What nobody has yet is open to whoever may take it"; who that is, those say who hand it out. */
const isReached = (actor: Actor, ticket: Ticket, command: Later): boolean =>
  (command.type === 'assign' && command.how === 'taken' && command.assignee === actor.id) ||
  isTheirTask(actor, ticket, command) ||
  (isKinCommand(command) && mayAnswerApart(actor, command)) ||
  reachesTicket(actor, ticket)

/** "A matter goes on in one place": where another ticket is named already, that one is it. */
const continueIn = (ticket: Ticket, other: string, { now, actor }: Context): Decision => {
  const { continuedBy } = ticket
  if (continuedBy === other) return ok([])
  if (continuedBy !== undefined) return refuse({ code: 'ticket.too_late', until: graceEnds(overSince(ticket) ?? now), continuedBy })
  return ok([{ type: 'ticket.linked', as: 'continued_by', ticket: TicketId.parse(other), linked: true, at: now, by: actor.id }])
}

/** "To read who asked, where your role does not show it, say what for." */
const reveal = (command: Extract<TicketCommand, { type: 'reveal' }>, { now, actor }: Context): Decision => {
  const done = revealed(command, actor)
  return done.ok ? ok([{ type: 'ticket.revealed', ...done.value, at: now, by: actor.id }]) : done
}

const decideLater = (ticket: Ticket, command: Plain, context: Context): Decision => {
  switch (command.type) {
    case 'receive':
      return receive(ticket, command, context)
    case 'reply':
      return reply(ticket, command.message, context)
    case 'note':
      return note(ticket, command.message, context)
    case 'assign':
      return assign(ticket, command, context)
    case 'watch':
      return watch(ticket, command, context)
    case 'reveal':
      return reveal(command, context)
    case 'match':
      return match(ticket, command, context)
    case 'change':
      return change(ticket, command, context)
    case 'move':
      return move(ticket, command.to, context)
    case 'escalate':
      return escalate(ticket, command, context)
    case 'resolve':
      return resolve(ticket, command, context)
    case 'close':
      return close(ticket, command, context)
    case 'reopen':
      return reopen(ticket, context)
    case 'continue in':
      return continueIn(ticket, command.ticket, context)
    case 'fall due':
      return fallDue(ticket, context)
    case 'near':
      return ok([...near(ticket, command, context), ...overtaken(ticket, context)])
    case 'reschedule':
      return ok([{ type: 'ticket.rescheduled', at: context.now }])
  }
}

const decide = (state: State, command: TicketCommand, context: Context): Decision => {
  if (command.type === 'open') return open(state, command.opening, context)
  if (!state) return refuse({ code: 'ticket.not_found' })
  if (!isReached(context.actor, state, command)) return refuse({ code: 'access.out_of_scope' })
  if ('message' in command && isSaid(state, command.message)) return ok([])
  // What was merged goes on elsewhere, and its clock stands still.
  if (state.mergedInto !== undefined && !isForMerged(state, command))
    return command.type === 'fall due' ? ok([]) : refuse({ code: 'ticket.merged', into: state.mergedInto })
  return isKinCommand(command) ? decideKin(state, command, context) : decideLater(state, command, context)
}

export type TicketDecider = Decider<State, TicketCommand, TicketEvent, TicketRefusal>

export const tickets: TicketDecider = { initial: undefined, decide, evolve }

/** The same, with the deadlines of a ticket in step with whatever happens to it: they follow from what it is, and are no news. */
export const ticketsTimed = (deadlinesOf: DeadlinesOf): TicketDecider => ({
  ...tickets,
  evolve: (state, event) => {
    const next = evolve(state, event)
    if (!next) return undefined
    const { deadlines: _before, ...rest } = next
    const deadlines = deadlinesOf(next)
    return { ...rest, ...(deadlines && { deadlines }) }
  },
})
