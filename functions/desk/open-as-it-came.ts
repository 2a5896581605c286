import type { Context } from '../../domain/kernel/decider.ts'
import type { Done } from './change-ticket.ts'
import type { OpeningPorts } from './desk-ports.ts'
import { openTicket, type Wanted } from './open-ticket.ts'

const whatStoodInTheWay = (done: Done): 'kind' | 'customer' | undefined => {
  if (done.ok) return undefined
  if (done.error.code === 'customer.not_found') return 'customer'
  return done.error.code === 'request.invalid' ? 'kind' : undefined
}

/**
 * Opens a ticket that nobody opens by hand. "What a customer wrote is not turned away for the kind that it would be of", nor because
 * the customer's file is gone: a person sees to both.
 */
export const openAsItCame = async (ports: OpeningPorts, wanted: Wanted, context: Context): Promise<Done> => {
  const done = await openTicket(ports, wanted, context)
  const { kind, customerId, contactId: _contact, ...rest } = wanted
  switch (whatStoodInTheWay(done)) {
    case 'kind':
      return kind === undefined ? done : openAsItCame(ports, { ...wanted, kind: undefined }, context)
    case 'customer':
      return customerId === undefined ? done : openAsItCame(ports, { ...rest, kind }, context)
    default:
      return done
  }
}
