import type { ContactCommand } from '../../domain/contacts/commands.ts'
import { Contact } from '../../domain/contacts/contact.ts'
import { contacts } from '../../domain/contacts/decide.ts'
import type { ContactQueries, ContactStore } from '../../domain/contacts/ports.ts'
import { reachesContact, type ServedCustomers } from '../../domain/contacts/served.ts'
import { seenBy } from '../../domain/kernel/care.ts'
import type { FieldClass } from '../../domain/kernel/field-class.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { CodedLists } from '../../domain/lists/list.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import type { Request } from '../runtime/route.ts'
import { answerOf, type ContactAnswer } from './contact-answer.ts'

export type ContactPorts = {
  readonly contacts: ContactStore
  readonly queries: ContactQueries
  /** The firm's coded lists as they are now. */
  readonly lists: () => Promise<CodedLists>
}

export const customersOf = (
  { queries }: ContactPorts,
  contact: Contact | undefined,
  named: readonly string[] = [],
): Promise<ServedCustomers> =>
  queries.served([...new Set([...(contact?.affiliations ?? []).map(({ customerId }) => customerId), ...named])])

/**
 * The customers around a contact, and the one that a command names. They are read ahead of the decision: a customer that
 * somebody else has added meanwhile is not among them, and gives nobody reach.
 */
export const around = async (ports: ContactPorts, contactId: string, ...named: readonly string[]) => {
  const found = await ports.contacts.read(contactId, [])
  return { customers: await customersOf(ports, found?.state, named) }
}

/** What is asked of a place at a customer: everybody who is there, and the firm's lists. */
export const placeAt = async ({ queries, lists }: ContactPorts, customerId: string) => {
  const [chart, listed] = await Promise.all([queries.orgChart(customerId), lists()])
  return { customerId, chart, lists: listed }
}

/** "Who may not reach the holder learns that the value is taken, and not by whom." */
const withoutStrangers = async (ports: ContactPorts, refused: Refused, { context }: Request<unknown, unknown>): Promise<Refused> => {
  if (refused.code !== 'claim.taken' || typeof refused['heldBy'] !== 'string') return refused
  const holder = await ports.contacts.read(refused['heldBy'], [])
  const { heldBy: _heldBy, ...anonymous } = refused
  if (!holder?.state) return anonymous
  return reachesContact(context.actor, holder.state, await customersOf(ports, holder.state)) ? refused : anonymous
}

type Target = { readonly id: string; readonly request: Request<unknown, unknown>; readonly sees: readonly FieldClass[] }

/** Runs a command on a contact, and answers with what the caller may see of the outcome. */
export const change = async (
  ports: ContactPorts,
  command: ContactCommand,
  { id, request, sees }: Target,
): Promise<Result<ContactAnswer, Refused>> => {
  const { context, ifMatch } = request
  const done = await execute(contacts, ports.contacts, { id, command, context, ifMatch })
  if (!done.ok) return refuse(await withoutStrangers(ports, done.error, request))
  const { state, version } = done.value
  return state ? ok(answerOf({ state: seenBy(Contact, state, sees), version })) : refuse({ code: 'contact.not_found' })
}
