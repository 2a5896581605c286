import * as z from 'zod'
import { CustomerDraft, CustomerPatch } from '../../domain/customers/customer.ts'
import { customerListQuery, filterIn } from '../../domain/customers/list-query.ts'
import { CustomerLookup, claimIn } from '../../domain/customers/lookup.ts'
import { CustomerSummary, summaryOf } from '../../domain/customers/summary.ts'
import { ThinCustomer } from '../../domain/customers/thin-customer.ts'
import { reaches } from '../../domain/kernel/actor.ts'
import { EventEnvelope } from '../../domain/kernel/event-envelope.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import { anchorOf, pageOf, pageQuery, pageRequest, within } from '../runtime/listing.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'
import { answerOf, CustomerAnswer } from './customer-answer.ts'
import { type CustomerPorts, change, visible } from './customer-change.ts'
import { masksOnly } from './masks-only.ts'
import { Reveal } from './reveal.ts'
import { RotateKey, rotateKeyExample } from './rotate-key.ts'
import { timelineSeen } from './timeline-view.ts'

const customerIn = (request: Asked): string => idIn(request, 'customerId')

const onExisting = ['customer.not_found', 'access.out_of_scope', 'version.conflict', 'version.contended', 'sealed.unreadable'] as const
const onWriting = ['request.invalid', 'customer.rules_broken', 'claim.taken'] as const

const example: z.input<typeof CustomerDraft> = {
  kind: 'company',
  legalName: '上海顺达国际货运代理有限公司',
  shortName: '顺达货代',
  country: 'CN',
  taxId: '91310115MA1K3YQX1C',
  mainBusiness: 'Sea and air freight forwarding',
  phones: [{ label: 'switchboard', number: '+862158886666', primary: true }],
  emails: [{ label: 'orders', address: 'orders@shunda.example', primary: true }],
  sites: [
    {
      code: 'hq',
      type: 'registered',
      name: '总部',
      address: { country: 'CN', region: '上海市', city: '上海市', district: '浦东新区', lines: ['世纪大道1000号'], postalCode: '200120' },
    },
  ],
  tier: 'vip',
  stage: 'active',
  industry: 'logistics',
  region: 'east',
}

export const customerRoutes: Routes<CustomerPorts> = {
  'POST /v1/customers': route({
    summary: 'Register a company or an individual',
    permission: 'customers:write',
    query: noQuery,
    body: CustomerDraft,
    answer: CustomerAnswer,
    status: 201,
    example,
    refusals: ['access.out_of_scope', ...onWriting],
    run: async (ports: CustomerPorts, request) => {
      const id = await request.newId('customer')
      const command = { type: 'register', id, draft: request.body, lists: await ports.lists() } as const
      return change(ports, command, { id, request, sees: masksOnly })
    },
  }),

  'GET /v1/customers': route({
    summary: 'List customers by name, narrowed by any of the members given',
    permission: 'customers:read',
    query: z.strictObject({ ...customerListQuery, ...pageQuery }),
    body: noBody,
    answer: pageOf(CustomerSummary),
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid'],
    run: async ({ queries }: CustomerPorts, { query, context }) => {
      const { limit, cursor, ...wanted } = query
      const filter = within(filterIn(wanted), context.actor)
      return filter ? queries.list(filter, pageRequest({ limit, cursor }, context.actor)) : ok({ items: [], next: null })
    },
  }),

  'GET /v1/customers/thin': route({
    summary: 'List valuable customers of whom we know too little, with what is missing',
    permission: 'customers:read',
    query: z.strictObject(pageQuery),
    body: noBody,
    answer: pageOf(ThinCustomer),
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid'],
    run: async ({ queries }: CustomerPorts, { query, context }) => queries.thin(anchorOf(context.actor), pageRequest(query, context.actor)),
  }),

  'POST /v1/customers/lookup': route({
    summary: 'Find the customer that holds exactly this tax id, e-mail address, phone number or id at WeChat',
    permission: 'customers:read',
    query: noQuery,
    body: CustomerLookup,
    answer: CustomerSummary,
    status: 200,
    example: { taxId: '91310115MA1K3YQX1C', country: 'CN' },
    refusals: ['request.invalid', 'customer.not_found'],
    unrepeatable: true,
    run: async (ports: CustomerPorts, { body, context }) => {
      const holder = await ports.queries.holder(claimIn(body))
      const found = holder === undefined ? undefined : await ports.customers.read(holder, masksOnly)
      return found?.state && reaches(context.actor, found.state) ? ok(summaryOf(found.state)) : refuse({ code: 'customer.not_found' })
    },
  }),

  'GET /v1/customers/{customerId}': route({
    summary: 'Read one customer',
    permission: 'customers:read',
    query: noQuery,
    body: noBody,
    answer: CustomerAnswer,
    status: 200,
    refusals: ['customer.not_found', 'access.out_of_scope', 'sealed.unreadable'],
    run: async (ports: CustomerPorts, request) => {
      const found = await visible(ports, request, request.context.actor.sees)
      return found.ok ? ok(answerOf(found.value, request.context.now)) : found
    },
  }),

  'PATCH /v1/customers/{customerId}': route({
    summary: 'Change a customer by JSON Merge Patch',
    permission: 'customers:write',
    query: noQuery,
    body: CustomerPatch,
    answer: CustomerAnswer,
    status: 200,
    example: { tier: 'vip', mainBusiness: null },
    refusals: [...onExisting, ...onWriting, 'customer.archived'],
    run: async (ports: CustomerPorts, request) => {
      const command = { type: 'change', patch: request.body, lists: await ports.lists() } as const
      return change(ports, command, { id: customerIn(request), request, sees: request.context.actor.sees })
    },
  }),

  'POST /v1/customers/{customerId}/archive': route({
    summary: 'Archive a customer; what it held uniquely is free again',
    permission: 'customers:archive',
    query: noQuery,
    body: noBody,
    answer: CustomerAnswer,
    status: 200,
    refusals: onExisting,
    run: (ports: CustomerPorts, request) => change(ports, { type: 'archive' }, { id: customerIn(request), request, sees: masksOnly }),
  }),

  'POST /v1/customers/{customerId}/restore': route({
    summary: 'Bring an archived customer back; a clash with what others hold by now is named',
    permission: 'customers:archive',
    query: noQuery,
    body: noBody,
    answer: CustomerAnswer,
    status: 200,
    refusals: [...onExisting, 'claim.taken'],
    run: (ports: CustomerPorts, request) => change(ports, { type: 'restore' }, { id: customerIn(request), request, sees: masksOnly }),
  }),

  'POST /v1/customers/{customerId}/reveal': route({
    summary: 'Read sensitive members in the clear, for a purpose that is recorded',
    permission: 'customers:reveal',
    query: noQuery,
    body: Reveal,
    answer: CustomerAnswer,
    status: 200,
    example: { purpose: 'Invoice 2026-118 came back undeliverable', classes: ['personal'] },
    refusals: [...onExisting, 'request.invalid', 'access.class_denied'],
    unrepeatable: true,
    run: (ports: CustomerPorts, request) => {
      const { purpose, classes } = request.body
      const sees = [...request.context.actor.sees, ...classes]
      return change(ports, { type: 'reveal', purpose, classes }, { id: customerIn(request), request, sees })
    },
  }),

  'POST /v1/customers/{customerId}/rotate-key': route({
    summary: 'Seal the record under a new version of its key, for a purpose that is recorded',
    permission: 'customers:rekey',
    query: noQuery,
    body: RotateKey,
    answer: CustomerAnswer,
    status: 200,
    example: rotateKeyExample,
    refusals: [...onExisting, 'request.invalid'],
    run: (ports: CustomerPorts, request) =>
      change(ports, { type: 'rotate key', purpose: request.body.purpose }, { id: customerIn(request), request, sees: masksOnly }),
  }),

  'GET /v1/customers/{customerId}/timeline': route({
    summary: 'What happened to a customer, latest first: who, what, when and why',
    permission: 'timeline:read',
    query: z.strictObject(pageQuery),
    body: noBody,
    answer: pageOf(EventEnvelope),
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid', 'customer.not_found', 'access.out_of_scope'],
    run: async (ports: CustomerPorts, request) => {
      const found = await visible(ports, request, masksOnly)
      if (!found.ok) return found
      const { actor } = request.context
      const customerId = found.value.state.id
      const page = await ports.queries.timeline(customerId, pageRequest(request.query, actor))
      if (!page.ok) return page
      const { items, next } = page.value
      return ok({ items: await timelineSeen(items, { glances: ports.glances, tickets: ports.reachedTickets, actor, customerId }), next })
    },
  }),
}
