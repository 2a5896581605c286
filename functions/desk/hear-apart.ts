import { refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import type { TicketDecider } from '../../domain/tickets/decide.ts'
import type { TicketStore } from '../../domain/tickets/ports.ts'
import type { Ticket } from '../../domain/tickets/ticket.ts'
import { attempt } from '../runtime/execute.ts'
import type { Order } from './change-ticket.ts'
import { whereItGoesOn } from './where-it-goes-on.ts'

type Hearing = Pick<Order, 'command' | 'context'> & { readonly decider: TicketDecider; readonly store: TicketStore }

/**
 * What comes in for a ticket that went into one of somebody else stands in its own thread, so that no mail to the other refers to it, and is
 * heard in the ticket in which the matter goes on. Where that is over for too long, each of the two goes on by itself.
 */
export const hearApart = async ({ state: from, version }: Loaded<Ticket>, { command, context, decider, store }: Hearing) => {
  const { id, customerId, continuedBy } = from
  if (continuedBy !== undefined) return refuse({ code: 'ticket.too_late', until: context.now, continuedBy } as const)
  const into = await whereItGoesOn(store.load, id)
  if (!into) return refuse({ code: 'ticket.not_found' } as const)
  const wanted = await command(into.state)
  const heard = wanted.type === 'receive' ? { ...wanted, of: { ticket: id, ...(customerId !== undefined && { customerId }) } } : wanted
  const done = await attempt(decider, { ...store, load: async () => into }, { id: into.state.id, command: heard, context })
  if (!done.ok && done.error.code === 'ticket.too_late') return refuse({ code: 'ticket.too_late', until: done.error.until } as const)
  return done.ok ? ({ ok: true, value: { state: from, version } } as const) : done
}
