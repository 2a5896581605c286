import * as z from 'zod'
import { reachesContact } from '../../domain/contacts/served.ts'
import { reaches } from '../../domain/kernel/actor.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { type SelfServiceCommand, selfService } from '../../domain/self-service/decide.ts'
import { SelfServiceLink, whoseOf } from '../../domain/self-service/link.ts'
import type { LinksOf, OfferedIndividual, SelfServiceStore } from '../../domain/self-service/ports.ts'
import { type MessagePorts, queueMessage } from '../queue/messages/queue-message.ts'
import { execute } from '../runtime/execute.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Request, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'
import { type ContactPorts, customersOf } from './contact-change.ts'
import { masksOnly } from './masks-only.ts'

export type SelfServicePorts = ContactPorts &
  MessagePorts & { readonly individual: OfferedIndividual; readonly selfService: SelfServiceStore; readonly links: LinksOf }

const LinkAnswer = SelfServiceLink.omit({ customers: true }).extend({ version: z.int() })
type LinkAnswer = z.infer<typeof LinkAnswer>
const answerOf = ({ customers: _customers, ...link }: SelfServiceLink, version: number): LinkAnswer => ({ ...link, version })

type Offered = Extract<SelfServiceCommand, { type: 'offer' }>['to']
/** The one in the path, as masks, if the caller reaches them. */
type Reached = (ports: SelfServicePorts, request: Asked) => Promise<Result<Offered, Refused>>

const contactReached: Reached = async (ports, request) => {
  const found = await ports.contacts.read(idIn(request, 'contactId'), masksOnly)
  if (!found) return refuse({ code: 'contact.not_found' })
  const { id, affiliations, emails, archived } = found.state
  if (!reachesContact(request.context.actor, found.state, await customersOf(ports, found.state)))
    return refuse({ code: 'access.out_of_scope' })
  const customers = affiliations.filter(({ until }) => until === undefined).map(({ customerId }) => customerId)
  return ok({ kind: 'contact', id, customers, emails: emails.length, isArchived: archived !== undefined })
}

const individualReached: Reached = async (ports, request) => {
  const found = await ports.individual(idIn(request, 'customerId'))
  if (!found) return refuse({ code: 'customer.not_found' })
  const { kind, id, status } = found.customer
  if (!reaches(request.context.actor, found.customer)) return refuse({ code: 'access.out_of_scope' })
  if (kind === 'company') return refuse({ code: 'customer.not_individual' })
  return ok({ kind: 'customer', id, customers: [id], emails: found.emails, isArchived: status === 'archived' })
}

const run = async (
  { selfService: store }: SelfServicePorts,
  command: SelfServiceCommand,
  { id, request }: { readonly id: string; readonly request: Asked },
): Promise<Result<LinkAnswer, Refused>> => {
  const done = await execute(selfService, store, { id, command, context: request.context, ifMatch: request.ifMatch })
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok(answerOf(state, version)) : refuse({ code: 'self_service.not_found' })
}

const offer =
  (reached: Reached) =>
  async (ports: SelfServicePorts, request: Request<unknown, unknown>): Promise<Result<LinkAnswer, Refused>> => {
    const to = await reached(ports, request)
    if (!to.ok) return to
    const { kind, id: whoseId } = to.value
    const id = await request.newId('selfServiceLink')
    const made = await run(ports, { type: 'offer', id, to: to.value }, { id, request })
    if (!made.ok) return made
    const until = made.value.expiresAt
    const wanted = { cause: `self-service:${id}`, template: 'self_service.invitation', fields: { link: { page: 'c', id, until }, until } }
    await queueMessage(ports, { ...wanted, to: { kind, id: whoseId } }, request.context)
    return made
  }

const list = (reached: Reached) => async (ports: SelfServicePorts, request: Request<z.output<typeof ListQuery>, unknown>) => {
  const whose = await reached(ports, request)
  if (!whose.ok) return whose
  const page = await ports.links(whose.value.id, pageRequest(request.query, request.context.actor))
  return page.ok ? ok({ ...page.value, items: page.value.items.map(({ customers: _customers, ...link }) => link) }) : page
}

const revoke =
  (reached: Reached) =>
  async (ports: SelfServicePorts, request: Request<unknown, unknown>): Promise<Result<LinkAnswer, Refused>> => {
    const whose = await reached(ports, request)
    if (!whose.ok) return whose
    const id = idIn(request, 'linkId')
    const link = (await ports.selfService.load(id))?.state
    if (!link || whoseOf(link).id !== whose.value.id) return refuse({ code: 'self_service.not_found' })
    return run(ports, { type: 'revoke' }, { id, request })
  }

const ListQuery = z.strictObject(pageQuery)
const Links = pageOf(SelfServiceLink.omit({ customers: true }))

const onContact = ['contact.not_found', 'access.out_of_scope'] as const
const onCustomer = ['customer.not_found', 'customer.not_individual', 'access.out_of_scope'] as const
const onOffer = ['self_service.no_address', 'version.contended'] as const
const onRevoke = ['self_service.not_found', 'self_service.ended', 'version.conflict', 'version.contended'] as const

export const selfServiceRoutes: Routes<SelfServicePorts> = {
  'POST /v1/contacts/{contactId}/self-service': route({
    summary: 'Send a contact a link by which they look through and correct their own data, once, within a week',
    permission: 'contacts:write',
    query: noQuery,
    body: noBody,
    answer: LinkAnswer,
    status: 201,
    refusals: [...onContact, 'contact.archived', ...onOffer],
    run: offer(contactReached),
  }),

  'GET /v1/contacts/{contactId}/self-service': route({
    summary: 'List the links that were sent to a contact, the latest first',
    permission: 'contacts:read',
    query: ListQuery,
    body: noBody,
    answer: Links,
    status: 200,
    refusals: [...onContact, 'request.invalid', 'request.cursor_invalid'],
    run: list(contactReached),
  }),

  'POST /v1/contacts/{contactId}/self-service/{linkId}/revoke': route({
    summary: 'Withdraw a link that was not used',
    permission: 'contacts:write',
    query: noQuery,
    body: noBody,
    answer: LinkAnswer,
    status: 200,
    refusals: [...onContact, ...onRevoke],
    run: revoke(contactReached),
  }),

  'POST /v1/customers/{customerId}/self-service': route({
    summary: 'Send an individual a link by which they look through and correct their own data, once, within a week',
    permission: 'customers:write',
    query: noQuery,
    body: noBody,
    answer: LinkAnswer,
    status: 201,
    refusals: [...onCustomer, 'customer.archived', ...onOffer],
    run: offer(individualReached),
  }),

  'GET /v1/customers/{customerId}/self-service': route({
    summary: 'List the links that were sent to an individual, the latest first',
    permission: 'customers:read',
    query: ListQuery,
    body: noBody,
    answer: Links,
    status: 200,
    refusals: [...onCustomer, 'request.invalid', 'request.cursor_invalid'],
    run: list(individualReached),
  }),

  'POST /v1/customers/{customerId}/self-service/{linkId}/revoke': route({
    summary: 'Withdraw a link to an individual that was not used',
    permission: 'customers:write',
    query: noQuery,
    body: noBody,
    answer: LinkAnswer,
    status: 200,
    refusals: [...onCustomer, ...onRevoke],
    run: revoke(individualReached),
  }),
}
