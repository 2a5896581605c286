import { type AffiliationDraft, type AffiliationPatch, setsReportingLine } from '../../domain/contacts/affiliation.ts'
import type { ContactCommand, Join, Move, Register } from '../../domain/contacts/commands.ts'
import { Contact } from '../../domain/contacts/contact.ts'
import { contacts } from '../../domain/contacts/decide.ts'
import type { ContactQueries, ContactStore } from '../../domain/contacts/ports.ts'
import { reachesContact, type ServedCustomers } from '../../domain/contacts/served.ts'
import type { Actor } from '../../domain/kernel/actor.ts'
import { seenBy } from '../../domain/kernel/care/care.ts'
import type { FieldClass } from '../../domain/kernel/care/field-class.ts'
import { namedBy } from '../../domain/kernel/clash.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { EventsBetween } from '../../domain/kernel/store.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'
import { withBothValues } from '../runtime/both-values.ts'
import { withoutStrangers } from '../runtime/claim-clash.ts'
import { attempt } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { whileOvertaken } from '../runtime/while-overtaken.ts'
import type { Asked } from './asked.ts'
import { answerOf, type ContactAnswer } from './contact-answer.ts'
import { masksOnly } from './masks-only.ts'

export type ContactPorts = {
  readonly contacts: ContactStore
  readonly queries: ContactQueries
  readonly lists: ReadLists
  readonly between: EventsBetween
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
export const around = async (ports: ContactPorts, contactId: string | undefined, ...named: readonly string[]) => {
  const found = contactId === undefined ? undefined : await ports.contacts.read(contactId, masksOnly)
  return { customers: await customersOf(ports, found?.state, named) }
}

type Placing = { readonly customerId: string; readonly place: AffiliationDraft | AffiliationPatch }

/** And what is asked of a place at a customer: the firm's lists, and who is there if it puts somebody under somebody. A new contact has no id yet. */
export const placeFacts = async (ports: ContactPorts, contactId: string | undefined, { customerId, place }: Placing) => {
  const [{ customers }, chart, lists] = await Promise.all([
    around(ports, contactId, customerId),
    setsReportingLine(place) ? ports.queries.orgChart(customerId) : undefined,
    ports.lists(),
  ])
  return { customers, customerId, chart, lists }
}

const isReached = async (ports: ContactPorts, contactId: string, actor: Actor): Promise<boolean> => {
  const found = await ports.contacts.read(contactId, masksOnly)
  return found?.state !== undefined && reachesContact(actor, found.state, await customersOf(ports, found.state))
}

type Target = { readonly id: string; readonly request: Asked; readonly sees: readonly FieldClass[] }

/** Runs a command on a contact, prepared anew each time that it is tried, and answers with what the caller may see of the outcome. */
const run = async (
  ports: ContactPorts,
  prepare: () => Promise<ContactCommand>,
  { id, request, sees }: Target,
): Promise<Result<ContactAnswer, Refused>> => {
  const { context, ifMatch } = request
  const done = await whileOvertaken(async () => {
    const command = await prepare()
    const store = 'chart' in command && command.chart ? ports.contacts.extending(command.chart) : ports.contacts
    const tried = await attempt(contacts, store, { id, command, context, ifMatch, isNew: request.isNew(id) })
    return tried.ok ? ok({ ...tried.value, customers: command.customers }) : tried
  })
  if (!done.ok) return refuse(await withoutStrangers(done.error, (holder) => isReached(ports, holder, context.actor)))
  const { state, version, customers } = done.value
  return state
    ? ok(answerOf({ state: seenBy(Contact, state, sees), version }, context.actor, customers))
    : refuse({ code: 'contact.not_found' })
}

const patched = ({ contacts: store, between }: ContactPorts) =>
  ({ decider: contacts, store, schema: Contact, touchedBy: namedBy('contact.changed', 'contact.confirmed'), between }) as const

export const change = async (ports: ContactPorts, command: ContactCommand, target: Target): Promise<Result<ContactAnswer, Refused>> => {
  const done = await run(ports, async () => command, target)
  if (done.ok || command.type !== 'change') return done
  const { id, request, sees } = target
  const { context, ifMatch } = request
  return refuse(await withBothValues(done.error, patched(ports), { id, command, patch: command.patch, context, ifMatch, sees }))
}

/** For a command that gives somebody a place at a customer: who reports to whom there is read ahead of the decision, and may change. */
export const place = (
  ports: ContactPorts,
  prepare: () => Promise<Register | Join | Move>,
  target: Target,
): Promise<Result<ContactAnswer, Refused>> => run(ports, prepare, target)
