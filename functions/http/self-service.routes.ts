import * as z from 'zod'
import { reachesContact } from '../../domain/contacts/served.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { type SelfServiceCommand, selfService } from '../../domain/self-service/decide.ts'
import { SelfServiceLink } from '../../domain/self-service/link.ts'
import type { LinksOf, SelfServiceStore } from '../../domain/self-service/ports.ts'
import { type MessagePorts, queueMessage } from '../queue/messages/queue-message.ts'
import { execute } from '../runtime/execute.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'
import { type ContactPorts, customersOf } from './contact-change.ts'
import { masksOnly } from './masks-only.ts'

export type SelfServicePorts = ContactPorts & MessagePorts & { readonly selfService: SelfServiceStore; readonly links: LinksOf }

const LinkAnswer = SelfServiceLink.omit({ customers: true }).extend({ version: z.int() })
type LinkAnswer = z.infer<typeof LinkAnswer>
const answerOf = ({ customers: _customers, ...link }: SelfServiceLink, version: number): LinkAnswer => ({ ...link, version })

const onContact = ['contact.not_found', 'access.out_of_scope'] as const

/** The contact of the path, as masks, if the caller reaches it. */
const reached = async (ports: SelfServicePorts, request: Asked) => {
  const found = await ports.contacts.read(idIn(request, 'contactId'), masksOnly)
  if (!found) return refuse({ code: 'contact.not_found' } as const)
  const customers = await customersOf(ports, found.state)
  return reachesContact(request.context.actor, found.state, customers) ? ok(found.state) : refuse({ code: 'access.out_of_scope' } as const)
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

export const selfServiceRoutes: Routes<SelfServicePorts> = {
  'POST /v1/contacts/{contactId}/self-service': route({
    summary: 'Send a contact a link by which they look through and correct their own data, once, within a week',
    permission: 'contacts:write',
    query: noQuery,
    body: noBody,
    answer: LinkAnswer,
    status: 201,
    refusals: [...onContact, 'contact.archived', 'self_service.no_address', 'version.contended'],
    run: async (ports: SelfServicePorts, request) => {
      const contact = await reached(ports, request)
      if (!contact.ok) return contact
      const { id: contactId, affiliations, emails, archived } = contact.value
      const current = affiliations.filter(({ until }) => until === undefined).map(({ customerId }) => customerId)
      const offered = { id: contactId, customers: current, emails: emails.length, isArchived: archived !== undefined }
      const id = await request.newId('selfServiceLink')
      const made = await run(ports, { type: 'offer', id, contact: offered }, { id, request })
      if (!made.ok) return made
      const until = made.value.expiresAt
      const wanted = { cause: `self-service:${id}`, template: 'self_service.invitation', fields: { link: { page: 'c', id, until }, until } }
      await queueMessage(ports, { ...wanted, to: { kind: 'contact', id: contactId } }, request.context)
      return made
    },
  }),

  'GET /v1/contacts/{contactId}/self-service': route({
    summary: 'List the links that were sent to a contact, the latest first',
    permission: 'contacts:read',
    query: z.strictObject(pageQuery),
    body: noBody,
    answer: pageOf(SelfServiceLink.omit({ customers: true })),
    status: 200,
    refusals: [...onContact, 'request.invalid', 'request.cursor_invalid'],
    run: async (ports: SelfServicePorts, request) => {
      const contact = await reached(ports, request)
      if (!contact.ok) return contact
      const page = await ports.links(contact.value.id, pageRequest(request.query, request.context.actor))
      return page.ok ? ok({ ...page.value, items: page.value.items.map(({ customers: _customers, ...link }) => link) }) : page
    },
  }),

  'POST /v1/contacts/{contactId}/self-service/{linkId}/revoke': route({
    summary: 'Withdraw a link that was not used',
    permission: 'contacts:write',
    query: noQuery,
    body: noBody,
    answer: LinkAnswer,
    status: 200,
    refusals: [...onContact, 'self_service.not_found', 'self_service.ended', 'version.conflict', 'version.contended'],
    run: async (ports: SelfServicePorts, request) => {
      const contact = await reached(ports, request)
      if (!contact.ok) return contact
      const id = idIn(request, 'linkId')
      const link = (await ports.selfService.load(id))?.state
      if (link?.contactId !== contact.value.id) return refuse({ code: 'self_service.not_found' })
      return run(ports, { type: 'revoke' }, { id, request })
    },
  }),
}
