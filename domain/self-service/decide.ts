import type { Actor } from '../kernel/actor.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { ContactId, CustomerId, SelfServiceLinkId } from '../kernel/ids.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { evolve, type SelfServiceEvent } from './events.ts'
import { expiryOf, type SelfServiceLink, standingOf, type Whose } from './link.ts'

/** The contact or individual, as far as it is asked who may offer them a link, and whether there is a way to send it. */
type Offered = Whose & { readonly customers: readonly string[]; readonly emails: number; readonly isArchived: boolean }

export type SelfServiceCommand = { readonly type: 'offer'; readonly id: string; readonly to: Offered } | { readonly type: 'revoke' | 'use' }

export type SelfServiceRefusal = {
  readonly code: 'self_service.not_found' | 'self_service.ended' | 'self_service.no_address' | 'contact.archived' | 'customer.archived'
}

type State = SelfServiceLink | undefined
type Decision = Result<readonly SelfServiceEvent[], SelfServiceRefusal>

const named = ({ kind, id }: Whose): Pick<SelfServiceLink, 'contactId' | 'customerId'> =>
  kind === 'contact' ? { contactId: ContactId.parse(id) } : { customerId: CustomerId.parse(id) }

const offer = (state: State, { id, to }: Extract<SelfServiceCommand, { type: 'offer' }>, { now, actor }: Context): Decision => {
  // The id stands for the request: it came again, and what it asked for is done.
  if (state) return ok([])
  if (to.isArchived) return refuse({ code: `${to.kind}.archived` })
  if (to.emails === 0) return refuse({ code: 'self_service.no_address' })
  const link: SelfServiceLink = {
    id: SelfServiceLinkId.parse(id),
    ...named(to),
    customers: to.customers.map((customer) => CustomerId.parse(customer)),
    offeredAt: now,
    offeredBy: actor.id,
    expiresAt: expiryOf(now),
    status: 'open',
  }
  return ok([{ type: 'self_service.offered', link }])
}

const decide = (state: State, command: SelfServiceCommand, context: Context): Decision => {
  if (command.type === 'offer') return offer(state, command, context)
  if (!state) return refuse({ code: 'self_service.not_found' })
  const done = { at: context.now, by: context.actor.id }
  if (command.type === 'revoke' && state.status === 'revoked') return ok([])
  if (state.status !== 'open') return refuse({ code: 'self_service.ended' })
  if (command.type === 'revoke') return ok([{ type: 'self_service.revoked', ...done }])
  return standingOf(state, context.now) === 'open' ? ok([{ type: 'self_service.used', ...done }]) : refuse({ code: 'self_service.ended' })
}

/** Links behind which people see to their own data: each works once, for a week, unless it is withdrawn. */
export const selfService: Decider<State, SelfServiceCommand, SelfServiceEvent, SelfServiceRefusal> = { initial: undefined, decide, evolve }

/** Who came by such a link. They reach what the link names: the function that they deal with hands them nothing else. */
export const selfActor = ({ kind, id }: Whose): Actor => ({
  id,
  roles: [kind],
  permissions: [],
  sees: ['public', 'internal', 'personal'],
  reveals: [],
  reach: { kind: 'all' },
})
