import type { CustomerGlances } from '../../domain/customers/ports.ts'
import type { Actor } from '../../domain/kernel/actor.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Recipient } from '../../domain/messages/message.ts'
import type { CustomersOf } from '../../domain/messages/ports.ts'
import { reachesMessage } from '../../domain/messages/reach.ts'

export type RecipientPorts = { readonly customersOf: CustomersOf; readonly glances: CustomerGlances }

type NotReached = { readonly code: 'contact.not_found' | 'customer.not_found' | 'access.out_of_scope' }

/** The customers around a recipient whom the actor reaches. */
export const reachedRecipient = async (
  { customersOf, glances }: RecipientPorts,
  to: Recipient,
  actor: Actor,
): Promise<Result<readonly string[], NotReached>> => {
  const customers = await customersOf(to)
  if (!customers) return refuse({ code: 'contact.not_found' })
  const found = await glances(customers)
  if (to.kind === 'customer' && !found[0]) return refuse({ code: 'customer.not_found' })
  const reached = found.flatMap((customer) => (customer && reachesMessage(actor, { to }, [customer]) ? [customer.id] : []))
  return reached.length > 0 ? ok(reached) : refuse({ code: 'access.out_of_scope' })
}
