import type { Context } from '../kernel/decider.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { TicketRefusal } from './commands.ts'
import type { TicketEvent } from './events.ts'
import type { KinCommand } from './kin-commands.ts'
import { otherIn } from './others.ts'
import { reachesTicket } from './reach.ts'
import { beginning, glanceOf, replyRefused } from './talking.ts'
import type { Ticket } from './ticket.ts'

type Decision = Result<readonly TicketEvent[], TicketRefusal>
type Of<Type extends KinCommand['type']> = Extract<KinCommand, { type: Type }>

/**
 * "Of two people in one ticket neither reads a word of the other": whoever wrote the one that was merged is answered under its number, in
 * its thread and at its address, each time because somebody chose to. `into` is the ticket in which the matter goes on.
 */
export const answerApart = (ticket: Ticket, { message, into }: Of<'answer apart'>, { now, actor }: Context): Decision => {
  if (!ticket.apart) return refuse({ code: 'ticket.not_merged' })
  if (!into) return refuse({ code: 'ticket.not_found' })
  const refused = replyRefused(into, message)
  if (refused) return refuse(refused)
  const heardAt = otherIn(into, ticket.id)?.lastInAt
  const told = { ...glanceOf(message), channel: message.channel, ...(heardAt !== undefined && { heardAt }) }
  return ok([{ type: 'ticket.replied', ...told, at: now, by: actor.id }])
}

/** The other side of it: somebody works on it, and one of those who wrote waits no more. */
export const answeredApart = (ticket: Ticket, { message, from }: Of<'answered apart'>, context: Context): Decision => {
  if (!otherIn(ticket, from.id)) return refuse({ code: 'ticket.not_merged' })
  const { now, actor } = context
  const told = { type: 'ticket.answered_apart', ticket: from.id, message: message.id, at: now, by: actor.id } as const
  return ok([told, ...beginning(ticket, message, context)])
}

/** Whoever reaches the ticket in which the matter goes on answers everybody in it. */
export const mayAnswerApart = (actor: Context['actor'], command: KinCommand): boolean =>
  command.type === 'answer apart' && command.into !== undefined && reachesTicket(actor, command.into)
