import { partQuoted } from '../../domain/inbound/mail/quoted.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import { TicketId } from '../../domain/kernel/ids.ts'
import { ok, type Result } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import type { Sorted } from '../../domain/sorting/sorted.ts'
import { laneOf } from '../../domain/ticket-kinds/lane.ts'
import type { Ticket } from '../../domain/tickets/ticket.ts'
import { changeTicket, type DeskRefusal, type Done } from './change-ticket.ts'
import { continueTicket, type Late } from './continue-ticket.ts'
import type { ReceivingPorts } from './desk-ports.ts'
import type { FirstMessage } from './open-ticket.ts'

export type Taken = Result<{ readonly as: 'appended' | 'opened'; readonly ticket: Loaded<Ticket> }, DeskRefusal>

/** What the message makes of the ticket: urgent words raise it. What a machine wrote says nothing. */
const sortedAnew = async (
  { sort }: ReceivingPorts,
  ticket: Ticket,
  { message, at }: { message: FirstMessage; at: Context['now'] },
): Promise<Sorted | undefined> => {
  if (message.automatic) return undefined
  const { kind, urgency, impact, priority, team, tags, customerId, contactId, language, tier, subject, form } = ticket
  const sender = { kind: contactId ? 'contact' : customerId ? 'customer' : 'unknown', customerId, contactId } as const
  const given = { kind, urgency, impact, priority, team, tags }
  const said = { channel: message.channel, subject, text: partQuoted(message.text).fresh, language, lane: laneOf(form) }
  return sort({ on: 'message', at, ...said, sender, tier, given })
}

type Brought = { readonly message: FirstMessage; readonly context: Context }

const append = async (ports: ReceivingPorts, ticketId: string, { message, context }: Brought): Promise<Done> => {
  const whole = { ...message, ticketId: TicketId.parse(ticketId) }
  const command = async (ticket: Ticket) =>
    ({ type: 'receive', message: whole, sorted: await sortedAnew(ports, ticket, { message, at: context.now }) }) as const
  const done = await changeTicket(ports, { id: ticketId, command, context, store: ports.tickets.with([whole]) })
  if (done.ok || done.error.code !== 'version.contended' || !(await ports.isInThread(ticketId, whole))) return done
  // What stood in the way is the message itself, brought again long after.
  const found = await ports.tickets.load(ticketId)
  return found?.state ? ok({ state: found.state, version: found.version }) : done
}

const appended = async (ports: ReceivingPorts, ticketId: string, brought: Brought): Promise<Taken> => {
  const done = await append(ports, ticketId, brought)
  return done.ok ? ok({ as: 'appended', ticket: done.value }) : done
}

/** The matter of an old ticket goes on in a new one, which somebody else may have opened at that very moment. */
const continued = async (ports: ReceivingPorts, late: Late, context: Context): Promise<Taken> => {
  const { message } = late
  const done = await continueTicket(ports, late, context)
  if (!done.ok) return done
  const { id, said } = done.value.state
  return said.includes(message.id) ? ok({ as: 'opened', ticket: done.value }) : appended(ports, id, { message, context })
}

const goesOnIn = (error: DeskRefusal): string | undefined => {
  if (error.code === 'ticket.merged') return error.into
  return error.code === 'ticket.too_late' ? error.continuedBy : undefined
}

const taken = async (ports: ReceivingPorts, late: Late, context: Context): Promise<Taken> => {
  const { ticketId, message } = late
  const done = await appended(ports, ticketId, { message, context })
  const isOver = !done.ok && done.error.code === 'ticket.too_late' && done.error.continuedBy === undefined
  return isOver ? continued(ports, late, context) : done
}

/** As often as a matter has moved from ticket to ticket: beyond that it goes round. */
const mostHops = 20

/**
 * Puts a message into the thread of a ticket, or of the one that this was merged into or goes on in. Where a ticket has been over for
 * too long a new one is opened and linked, once for all that comes for it. Brought again, the message stands where it stood.
 */
export const receiveMessage = async (ports: ReceivingPorts, received: Late, context: Context): Promise<Taken> => {
  let { ticketId } = received
  for (let hop = 0; hop <= mostHops; hop += 1) {
    const done = await taken(ports, { ...received, ticketId }, context)
    const on = done.ok ? undefined : goesOnIn(done.error)
    if (on === undefined) return done
    ticketId = on
  }
  throw new Failure(`the matter of ${received.ticketId} goes round`)
}
