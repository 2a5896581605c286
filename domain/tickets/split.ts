import type { Context } from '../kernel/decider.ts'
import { TicketId, TicketMessageId } from '../kernel/ids.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { TicketRefusal } from './commands.ts'
import type { TicketEvent } from './events.ts'
import type { KinCommand } from './kin-commands.ts'
import { absorb } from './merge.ts'
import { isLive } from './moves.ts'
import { mostSplits, type Ticket } from './ticket.ts'

type Decision = Result<readonly TicketEvent[], TicketRefusal>
type Of<Type extends KinCommand['type']> = Extract<KinCommand, { type: Type }>

/** "Two matters in one ticket become two": the named messages are on another ticket from now on, and what answers them goes there. */
export const split = (ticket: Ticket, { into, messages, here }: Of<'split'>, { now, actor }: Context): Decision => {
  if (ticket.splits?.some((one) => one.into === into)) return ok([])
  if (!isLive(ticket.status)) return refuse({ code: 'ticket.move_impossible', from: ticket.status, to: 'open' })
  if (ticket.splits && ticket.splits.length >= mostSplits) return refuse({ code: 'ticket.full', most: mostSplits })
  const unknown = messages.filter((message) => !here.includes(message))
  if (unknown.length > 0) return refuse({ code: 'ticket.message_unknown', messages: unknown })
  const moved = [...new Set(messages)].map((message) => TicketMessageId.parse(message))
  return ok([{ type: 'ticket.split', into: TicketId.parse(into), messages: moved, at: now, by: actor.id }])
}

/** "What was split by mistake is one again": the other goes into this one, with all that has come for it since. */
export const rejoin = (ticket: Ticket, other: Ticket | undefined, context: Context): Decision => {
  const one = ticket.splits?.find(({ into }) => into === other?.id)
  if (!one) return refuse({ code: 'ticket.not_found' })
  const absorbed = absorb(ticket, other, context)
  if (!absorbed.ok || absorbed.value.length === 0) return absorbed
  const { now, actor } = context
  return ok([...absorbed.value, { type: 'ticket.rejoined', from: one.into, messages: one.messages, at: now, by: actor.id }])
}

/** The ticket that a message is on which was said in this one: another one where it was split from it. */
export const whereIs = ({ id, splits = [] }: Pick<Ticket, 'id' | 'splits'>, message: string): TicketId =>
  splits.find(({ messages }) => messages.some((one) => one === message))?.into ?? id
