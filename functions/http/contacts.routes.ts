import * as z from 'zod'
import { AffiliationDraft, AffiliationPatch } from '../../domain/contacts/affiliation.ts'
import { ContactDraft, PersonPatch } from '../../domain/contacts/contact.ts'
import { reachesContact } from '../../domain/contacts/served.ts'
import { AffiliatedPerson } from '../../domain/contacts/summary.ts'
import { reaches } from '../../domain/kernel/actor.ts'
import { CustomerId } from '../../domain/kernel/ids.ts'
import { PlainDate } from '../../domain/kernel/instant.ts'
import { claimOf, GivenAddress } from '../../domain/kernel/reachability.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'
import { answerOf, ContactAnswer } from './contact-answer.ts'
import { around, type ContactPorts, change, customersOf, place, placeFacts } from './contact-change.ts'
import { masksOnly } from './masks-only.ts'
import { Reveal } from './reveal.ts'
import { RotateKey, rotateKeyExample } from './rotate-key.ts'

const contactIn = (request: Asked): string => idIn(request, 'contactId')
const customerIn = (request: Asked): string => idIn(request, 'customerId')

const onExisting = ['contact.not_found', 'access.out_of_scope', 'version.conflict', 'version.contended', 'sealed.unreadable'] as const
const onWriting = ['request.invalid', 'contact.rules_broken'] as const
const onPlacing = ['customer.not_found', 'customer.archived'] as const

const example: z.input<typeof ContactDraft> = {
  name: '李娜',
  gender: 'female',
  phones: [{ label: 'direct', number: '+8613800138000', primary: true }],
  emails: [{ label: 'work', address: 'li.na@shunda.example', primary: true }],
  language: 'zh-CN',
  channel: 'wechat',
  affiliation: { role: 'logistics', title: '物流经理', since: '2024-03-01' },
}

export const contactRoutes: Routes<ContactPorts> = {
  'POST /v1/customers/{customerId}/contacts': route({
    summary: 'Register a person at a customer',
    permission: 'contacts:write',
    query: noQuery,
    body: ContactDraft,
    answer: ContactAnswer,
    status: 201,
    foundUnder: '/v1/contacts',
    example,
    refusals: ['access.out_of_scope', 'claim.taken', ...onPlacing, ...onWriting],
    run: async (ports: ContactPorts, request) => {
      const id = await request.newId('contact')
      const { affiliation, ...person } = request.body
      const customerId = customerIn(request)
      const known = request.isNew(id) ? undefined : id
      const prepare = async () =>
        ({ type: 'register', id, person, affiliation, ...(await placeFacts(ports, known, { customerId, place: affiliation })) }) as const
      return place(ports, prepare, { id, request, sees: masksOnly })
    },
  }),

  'GET /v1/customers/{customerId}/contacts': route({
    summary: 'List the people of a customer; with `left`, behind them those who are gone or archived',
    permission: 'contacts:read',
    query: z.strictObject({ left: z.enum(['true', 'false']).default('false'), ...pageQuery }),
    body: noBody,
    answer: pageOf(AffiliatedPerson),
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid', 'customer.not_found', 'access.out_of_scope'],
    run: async ({ queries }: ContactPorts, request) => {
      const { query, context } = request
      const customerId = customerIn(request)
      const customer = (await queries.served([customerId])).get(customerId)
      if (!customer) return refuse({ code: 'customer.not_found' })
      if (!reaches(context.actor, customer)) return refuse({ code: 'access.out_of_scope' })
      return queries.people(customerId, query.left === 'true', pageRequest(query, context.actor))
    },
  }),

  'POST /v1/contacts/lookup': route({
    summary: 'Find the contact that holds exactly this e-mail address, phone number or id at WeChat',
    permission: 'contacts:read',
    query: noQuery,
    body: GivenAddress,
    answer: ContactAnswer,
    status: 200,
    example: { phone: '+8613800138000' },
    refusals: ['request.invalid', 'contact.not_found'],
    unrepeatable: true,
    run: async (ports: ContactPorts, { body, context }) => {
      const holder = await ports.queries.holder(claimOf(body))
      const found = holder === undefined ? undefined : await ports.contacts.read(holder, masksOnly)
      const customers = await customersOf(ports, found?.state)
      return found && reachesContact(context.actor, found.state, customers)
        ? ok(answerOf(found, context.actor, customers))
        : refuse({ code: 'contact.not_found' })
    },
  }),

  'GET /v1/contacts/{contactId}': route({
    summary: 'Read one contact',
    permission: 'contacts:read',
    query: noQuery,
    body: noBody,
    answer: ContactAnswer,
    status: 200,
    refusals: ['contact.not_found', 'access.out_of_scope', 'sealed.unreadable'],
    run: async (ports: ContactPorts, request) => {
      const { actor } = request.context
      const found = await ports.contacts.read(contactIn(request), actor.sees)
      if (!found) return refuse({ code: 'contact.not_found' })
      const customers = await customersOf(ports, found.state)
      return reachesContact(actor, found.state, customers) ? ok(answerOf(found, actor, customers)) : refuse({ code: 'access.out_of_scope' })
    },
  }),

  'PATCH /v1/contacts/{contactId}': route({
    summary: "Change a person's own data by JSON Merge Patch",
    permission: 'contacts:write',
    query: noQuery,
    body: PersonPatch,
    answer: ContactAnswer,
    status: 200,
    example: { channel: 'phone', language: null },
    refusals: [...onExisting, ...onWriting, 'claim.taken', 'contact.archived'],
    run: async (ports: ContactPorts, request) => {
      const id = contactIn(request)
      const [facts, lists] = await Promise.all([around(ports, id), ports.lists()])
      return change(ports, { type: 'change', patch: request.body, ...facts, lists }, { id, request, sees: request.context.actor.sees })
    },
  }),

  'POST /v1/contacts/{contactId}/affiliations': route({
    summary: 'Give a person a place at another customer, or a new one where they have been before',
    permission: 'contacts:write',
    query: noQuery,
    body: AffiliationDraft.extend({ customerId: CustomerId }),
    answer: ContactAnswer,
    status: 200,
    example: { customerId: CustomerId.parse('cus_01JD3Q6Y8ZK4T9W2M7V5N1X0RB'), role: 'customs', title: '关务主管' },
    refusals: [...onExisting, ...onPlacing, ...onWriting, 'contact.archived', 'affiliation.exists', 'affiliation.too_many'],
    run: async (ports: ContactPorts, request) => {
      const id = contactIn(request)
      const { customerId, ...affiliation } = request.body
      const prepare = async () =>
        ({ type: 'join', affiliation, ...(await placeFacts(ports, id, { customerId, place: affiliation })) }) as const
      return place(ports, prepare, { id, request, sees: masksOnly })
    },
  }),

  'PATCH /v1/contacts/{contactId}/affiliations/{customerId}': route({
    summary: "Change a person's role, title, department or superior at a customer by JSON Merge Patch",
    permission: 'contacts:write',
    query: noQuery,
    body: AffiliationPatch,
    answer: ContactAnswer,
    status: 200,
    example: { role: 'purchasing', title: null },
    refusals: [...onExisting, ...onPlacing, ...onWriting, 'contact.archived', 'affiliation.not_found'],
    run: async (ports: ContactPorts, request) => {
      const id = contactIn(request)
      const customerId = customerIn(request)
      const patch = request.body
      const prepare = async () => ({ type: 'move', patch, ...(await placeFacts(ports, id, { customerId, place: patch })) }) as const
      return place(ports, prepare, { id, request, sees: request.context.actor.sees })
    },
  }),

  'POST /v1/contacts/{contactId}/affiliations/{customerId}/leave': route({
    summary: 'Mark a person as gone from a customer, today or on an earlier day',
    permission: 'contacts:write',
    query: noQuery,
    body: z.strictObject({ until: PlainDate.optional() }).default({}),
    answer: ContactAnswer,
    status: 200,
    example: { until: '2026-10-31' },
    refusals: [...onExisting, ...onWriting, 'contact.archived', 'affiliation.not_found', 'customer.not_found'],
    run: async (ports: ContactPorts, request) => {
      const id = contactIn(request)
      const customerId = customerIn(request)
      const facts = await around(ports, id, customerId)
      return change(ports, { type: 'leave', customerId, until: request.body.until, ...facts }, { id, request, sees: masksOnly })
    },
  }),

  'POST /v1/contacts/{contactId}/archive': route({
    summary: 'Archive a contact; the phone numbers and e-mail addresses that it held are free again',
    permission: 'contacts:write',
    query: noQuery,
    body: noBody,
    answer: ContactAnswer,
    status: 200,
    refusals: onExisting,
    run: async (ports: ContactPorts, request) => {
      const id = contactIn(request)
      return change(ports, { type: 'archive', ...(await around(ports, id)) }, { id, request, sees: masksOnly })
    },
  }),

  'POST /v1/contacts/{contactId}/restore': route({
    summary: 'Bring an archived contact back; a clash with what others hold by now is named',
    permission: 'contacts:write',
    query: noQuery,
    body: noBody,
    answer: ContactAnswer,
    status: 200,
    refusals: [...onExisting, 'claim.taken'],
    run: async (ports: ContactPorts, request) => {
      const id = contactIn(request)
      return change(ports, { type: 'restore', ...(await around(ports, id)) }, { id, request, sees: masksOnly })
    },
  }),

  'POST /v1/contacts/{contactId}/reveal': route({
    summary: 'Read sensitive members in the clear, for a purpose that is recorded',
    permission: 'contacts:reveal',
    query: noQuery,
    body: Reveal,
    answer: ContactAnswer,
    status: 200,
    example: { purpose: 'Delivery of 2026-11-21 is stopped, nobody answers at the switchboard', classes: ['personal'] },
    refusals: [...onExisting, 'request.invalid', 'access.class_denied'],
    unrepeatable: true,
    run: async (ports: ContactPorts, request) => {
      const id = contactIn(request)
      const { purpose, classes } = request.body
      const sees = [...request.context.actor.sees, ...classes]
      return change(ports, { type: 'reveal', purpose, classes, ...(await around(ports, id)) }, { id, request, sees })
    },
  }),

  'POST /v1/contacts/{contactId}/rotate-key': route({
    summary: 'Seal the record under a new version of its key, for a purpose that is recorded',
    permission: 'contacts:rekey',
    query: noQuery,
    body: RotateKey,
    answer: ContactAnswer,
    status: 200,
    example: rotateKeyExample,
    refusals: [...onExisting, 'request.invalid'],
    run: async (ports: ContactPorts, request) => {
      const id = contactIn(request)
      const { purpose } = request.body
      return change(ports, { type: 'rotate key', purpose, ...(await around(ports, id)) }, { id, request, sees: masksOnly })
    },
  }),
}
