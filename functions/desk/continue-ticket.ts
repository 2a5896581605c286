import { goesOnFor } from '../../domain/inbound/sender.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { refuse } from '../../domain/kernel/result.ts'
import type { Ticket } from '../../domain/tickets/ticket.ts'
import { derivedId } from '../runtime/derived-id.ts'
import { whileOvertaken } from '../runtime/while-overtaken.ts'
import { changeOf } from './change-both.ts'
import type { Done } from './change-ticket.ts'
import { deciderOf, type ReceivingPorts } from './desk-ports.ts'
import { openAsItCame } from './open-as-it-came.ts'
import type { FirstMessage, Wanted } from './open-ticket.ts'

/** A message for a ticket that has been over for too long. */
export type Late = {
  readonly ticketId: string
  readonly message: FirstMessage
  /** What the ticket is opened with in which the matter goes on. */
  readonly opening: Omit<Wanted, 'id' | 'isNew' | 'message' | 'continues'>
}

const wantedOf = (old: Ticket, { message, opening }: Late): Omit<Wanted, 'id'> => {
  const { customerId, contactId, candidates: could = [], ...rest } = opening
  // An address for which nobody vouches shows nobody to belong to anything.
  const isProven = !message.from?.unproven && !message.from?.unvouched
  const address = isProven ? (message.from?.address ?? '') : ''
  const { candidates, ...known } = goesOnFor(old, { customerId, contactId, candidates: could }, address)
  return { kind: old.kind, ...rest, ...known, ...(candidates.length > 0 && { candidates }), message, continues: old.id }
}

const once = async (ports: ReceivingPorts, late: Late, context: Context): Promise<Done> => {
  const [decider, found] = await Promise.all([deciderOf(ports), ports.tickets.load(late.ticketId)])
  if (!found?.state) return refuse({ code: 'ticket.not_found' })
  const old = { state: found.state, version: found.version }
  // Whoever brings something for the old ticket names the same new one.
  const id = derivedId('ticket', `continues ${old.state.id}`)
  const linked = changeOf(decider, old, { command: { type: 'continue in', ticket: id }, context })
  if (!linked.ok) return linked
  const others = linked.value ? [linked.value] : []
  const tickets: ReceivingPorts['tickets'] = { ...ports.tickets, with: (said) => ports.together(others, { said }) }
  return openAsItCame({ ...ports, tickets }, { ...wantedOf(old.state, late), id }, context)
}

/**
 * Opens the ticket in which the matter of an old one goes on, with the message, in one transaction with the old one's saying so. Where
 * somebody else was first it is the ticket that they have opened, without the message.
 */
export const continueTicket = (ports: ReceivingPorts, late: Late, context: Context): Promise<Done> =>
  whileOvertaken(() => once(ports, late, context))
