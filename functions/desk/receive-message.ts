import type { Context } from '../../domain/kernel/decider.ts'
import { TicketId } from '../../domain/kernel/ids.ts'
import { ok, type Result } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import type { Sorted } from '../../domain/sorting/sorted.ts'
import type { Ticket } from '../../domain/tickets/ticket.ts'
import { derivedId } from '../runtime/derived-id.ts'
import { changeTicket, type DeskRefusal, type Done } from './change-ticket.ts'
import type { ReceivingPorts } from './desk-ports.ts'
import { type FirstMessage, openTicket, type Wanted } from './open-ticket.ts'

export type Received = {
  /** The ticket that it was found to belong to. */
  readonly ticketId: string
  readonly message: FirstMessage
  /** What a new ticket is opened with, should that one have been over for too long. */
  readonly opening: Omit<Wanted, 'id' | 'isNew' | 'message' | 'continues'>
}
export type Taken = Result<{ readonly as: 'appended' | 'opened'; readonly ticket: Loaded<Ticket> }, DeskRefusal>

/** What the message makes of the ticket: urgent words raise it. What a machine wrote says nothing. */
const sortedAnew = async (
  { sort }: ReceivingPorts,
  ticket: Ticket,
  { message, at }: { message: FirstMessage; at: Context['now'] },
): Promise<Sorted | undefined> => {
  if (message.automatic) return undefined
  const { kind, urgency, impact, priority, team, tags, customerId, contactId, language, tier, subject } = ticket
  const sender = { kind: contactId ? 'contact' : customerId ? 'customer' : 'unknown', customerId, contactId } as const
  const given = { kind, urgency, impact, priority, team, tags }
  return sort({ on: 'message', at, channel: message.channel, subject, text: message.text, sender, tier, language, given })
}

const append = async (
  ports: ReceivingPorts,
  ticketId: string,
  { message, context }: { message: FirstMessage; context: Context },
): Promise<Done> => {
  const whole = { ...message, ticketId: TicketId.parse(ticketId) }
  const command = async (ticket: Ticket) =>
    ({ type: 'receive', message: whole, sorted: await sortedAnew(ports, ticket, { message, at: context.now }) }) as const
  const done = await changeTicket(ports, { id: ticketId, command, context, messages: [whole] })
  if (done.ok || done.error.code !== 'version.contended' || !(await ports.isInThread(ticketId, whole))) return done
  // What stood in the way is the message itself, brought again long after.
  const found = await ports.tickets.load(ticketId)
  return found?.state ? ok({ state: found.state, version: found.version }) : done
}

/** The matter of an old ticket goes on in a new one, and the old one says so. */
const continued = async (ports: ReceivingPorts, { ticketId, message, opening }: Received, context: Context): Promise<Taken> => {
  const old = await ports.tickets.load(ticketId)
  const { customerId, contactId, requester, kind } = old?.state ?? {}
  const id = derivedId('ticket', message.id)
  const wanted = { kind, customerId, contactId, requester, ...opening, id, message, continues: ticketId }
  const opened = await openTicket(ports, wanted, context)
  if (!opened.ok) return opened
  const linked = await changeTicket(ports, { id: ticketId, command: () => ({ type: 'continue in', ticket: id }), context })
  return linked.ok ? ok({ as: 'opened', ticket: opened.value }) : linked
}

/** As often as a matter has moved from ticket to ticket: beyond that it goes round. */
const mostHops = 20

/**
 * Puts a message into the thread of a ticket, or of the one that this was merged into or goes on in. Where a ticket has been over for
 * too long a new one is opened and linked. Brought again, the message stands where it stood.
 */
export const receiveMessage = async (ports: ReceivingPorts, received: Received, context: Context): Promise<Taken> => {
  const { message } = received
  let { ticketId } = received
  for (let hop = 0; ; hop += 1) {
    const done = await append(ports, ticketId, { message, context })
    if (done.ok) return ok({ as: 'appended', ticket: done.value })
    const { error } = done
    const on = error.code === 'ticket.merged' ? error.into : error.code === 'ticket.too_late' ? error.continuedBy : undefined
    if (on === undefined) return error.code === 'ticket.too_late' ? continued(ports, { ...received, ticketId }, context) : done
    if (hop === mostHops) throw new Error(`the matter of ${received.ticketId} goes round`)
    ticketId = on
  }
}
