import { Customer } from '../../domain/customers/customer.ts'
import { type CustomerCommand, customers } from '../../domain/customers/decide.ts'
import type { CustomerGlances, CustomerQueries, CustomerStore } from '../../domain/customers/ports.ts'
import { type Actor, reaches } from '../../domain/kernel/actor.ts'
import { seenBy } from '../../domain/kernel/care/care.ts'
import type { FieldClass } from '../../domain/kernel/care/field-class.ts'
import { namedBy } from '../../domain/kernel/clash.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { EventsBetween, Loaded } from '../../domain/kernel/store.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'
import type { ReachedTickets } from '../../domain/tickets/ports.ts'
import { withBothValues } from '../runtime/both-values.ts'
import { withoutStrangers } from '../runtime/claim-clash.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { type Asked, idIn } from './asked.ts'
import { answerOf, type CustomerAnswer } from './customer-answer.ts'
import { masksOnly } from './masks-only.ts'

export type CustomerPorts = {
  readonly customers: CustomerStore
  readonly queries: CustomerQueries
  readonly glances: CustomerGlances
  readonly reachedTickets: ReachedTickets
  readonly lists: ReadLists
  readonly between: EventsBetween
}

/** Whether somebody reaches a customer, whatever they have to do with it. */
export const isReached = async ({ customers: store }: CustomerPorts, customerId: string, actor: Actor): Promise<boolean> => {
  const found = await store.read(customerId, masksOnly)
  return found?.state !== undefined && reaches(actor, found.state)
}

const patched = ({ customers: store, between }: CustomerPorts) =>
  ({ decider: customers, store, schema: Customer, touchedBy: namedBy('customer.changed', 'customer.confirmed'), between }) as const

type Target = { readonly id: string; readonly request: Asked; readonly sees: readonly FieldClass[] }

/** Runs a command on a customer, and answers with what the caller may see of the outcome. */
export const change = async (
  ports: CustomerPorts,
  command: CustomerCommand,
  { id, request, sees }: Target,
): Promise<Result<CustomerAnswer, Refused>> => {
  const { context, ifMatch } = request
  const done = await execute(customers, ports.customers, { id, command, context, ifMatch, isNew: request.isNew(id) })
  if (!done.ok) {
    const late = command.type === 'change' ? { id, command, patch: command.patch, context, ifMatch, sees } : undefined
    const told = late ? await withBothValues(done.error, patched(ports), late) : done.error
    return refuse(await withoutStrangers(told, (holder) => isReached(ports, holder, context.actor)))
  }
  const { state, version } = done.value
  return state ? ok(answerOf({ state: seenBy(Customer, state, sees), version }, context.now)) : refuse({ code: 'customer.not_found' })
}

/** The customer of the path, if the caller reaches it, with the classes in `sees` in the clear. */
export const visible = async (
  ports: CustomerPorts,
  request: Asked,
  sees: readonly FieldClass[],
): Promise<Result<Loaded<Customer>, Refused>> => {
  const found = await ports.customers.read(idIn(request, 'customerId'), sees)
  if (!found?.state) return refuse({ code: 'customer.not_found' })
  return reaches(request.context.actor, found.state) ? ok(found) : refuse({ code: 'access.out_of_scope' })
}
