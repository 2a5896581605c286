import * as z from 'zod'
import { reaches } from '../../domain/kernel/actor.ts'
import { Code } from '../../domain/kernel/code.ts'
import { UserId } from '../../domain/kernel/ids.ts'
import { PlainDate } from '../../domain/kernel/instant.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import { paragraph } from '../../domain/kernel/text.ts'
import { reachesVisit } from '../../domain/visits/decide.ts'
import { VisitSummary } from '../../domain/visits/summary.ts'
import { Visit, VisitForm, VisitStatus } from '../../domain/visits/visit.ts'
import { pageOf, pageQuery, pageRequest, within } from '../runtime/listing.ts'
import type { RefusalCode } from '../runtime/messages.ts'
import { noBody, noQuery, type Request, type Routes, route } from '../runtime/route.ts'
import { idIn } from './asked.ts'
import { answerOf, appointmentOf, change, plan, VisitAnswer, type VisitPorts, Wanted } from './visit-change.ts'

const note = paragraph(1000).optional()
const onCustomer = ['customer.not_found', 'access.out_of_scope'] as const
const onVisit = ['visit.not_found', ...onCustomer] as const

type Step<Body extends z.ZodType> = {
  readonly summary: string
  readonly body: Body
  readonly example: z.input<Body>
  readonly refusals?: readonly RefusalCode[]
  readonly command: (request: Request<unknown, z.output<Body>>) => Parameters<typeof change>[1]
}

/** An operation on a visit that is before us: `POST /v1/visits/{visitId}/…`. */
const step = <Body extends z.ZodType>({ command, refusals = [], ...record }: Step<Body>) =>
  route({
    ...record,
    permission: 'visits:write',
    query: noQuery,
    answer: VisitAnswer,
    status: 200,
    refusals: [...onVisit, 'visit.ended', 'request.invalid', 'version.conflict', 'version.contended', ...refusals],
    run: (ports: VisitPorts, request) => change(ports, command(request), request),
  })

const ListQuery = z.strictObject({
  state: VisitStatus.default('planned'),
  /** Who goes. */
  visitor: UserId.optional(),
  team: Code.optional(),
  region: Code.optional(),
  ...pageQuery,
})

export const visitRoutes: Routes<VisitPorts> = {
  'GET /v1/visits': route({
    summary: 'List visits by what became of them: those planned by their day, all others with the last ended first',
    permission: 'visits:read',
    query: ListQuery,
    body: noBody,
    answer: pageOf(VisitSummary),
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid'],
    run: async ({ queries, glances }: VisitPorts, { query, context: { actor } }) => {
      const { state: status, limit, cursor, visitor, ...wanted } = query
      const narrowed = within({ ...wanted, ...(visitor !== undefined && { owner: visitor }) }, actor)
      if (!narrowed) return ok({ items: [], next: null })
      const page = await queries.list({ ...narrowed, status }, pageRequest({ limit, cursor }, actor))
      if (!page.ok) return page
      const customers = await glances(page.value.items.map(({ customerId }) => customerId))
      const shown = page.value.items.filter((visit, i) => {
        const customer = customers[i]
        // The row of an ended visit names who looked after the customer then: who has lost it since does not see it any more.
        return customer && reachesVisit(actor, { visitor: visit.visitor, customer }, customer)
      })
      return ok({ items: shown, next: page.value.next })
    },
  }),

  'GET /v1/visits/{visitId}': route({
    summary: 'Read one visit and what came of it',
    permission: 'visits:read',
    query: noQuery,
    body: noBody,
    answer: VisitAnswer,
    status: 200,
    refusals: onVisit,
    run: async ({ visits, glances }: VisitPorts, request) => {
      const found = await visits.load(idIn(request, 'visitId'))
      if (!found?.state) return refuse({ code: 'visit.not_found' })
      const [customer] = await glances([found.state.customerId])
      if (!customer) return refuse({ code: 'customer.not_found' })
      const isReached = reachesVisit(request.context.actor, found.state, customer)
      return isReached ? ok(answerOf(found.state, found.version)) : refuse({ code: 'access.out_of_scope' })
    },
  }),

  'GET /v1/customers/{customerId}/visits': route({
    summary: 'List the visits of a customer, the latest first',
    permission: 'visits:read',
    query: z.strictObject(pageQuery),
    body: noBody,
    answer: pageOf(Visit.omit({ asked: true })),
    status: 200,
    refusals: [...onCustomer, 'request.invalid', 'request.cursor_invalid'],
    run: async ({ queries, glances }: VisitPorts, request) => {
      const { query, context } = request
      const id = idIn(request, 'customerId')
      const [customer] = await glances([id])
      if (!customer) return refuse({ code: 'customer.not_found' })
      if (!reaches(context.actor, customer)) return refuse({ code: 'access.out_of_scope' })
      const page = await queries.ofCustomer(id, pageRequest(query, context.actor))
      return page.ok ? ok({ ...page.value, items: page.value.items.map(({ asked: _asked, ...visit }) => visit) }) : page
    },
  }),

  'POST /v1/customers/{customerId}/visits': route({
    summary: 'Plan a visit to a customer that none is planned to: a day, or an appointment',
    permission: 'visits:write',
    query: noQuery,
    body: Wanted,
    answer: VisitAnswer,
    status: 201,
    foundUnder: '/v1/visits',
    example: { at: '2036-12-03T02:00:00.000Z', agenda: '明年冷链运力' },
    refusals: [...onCustomer, 'customer.archived', 'visit.planned_already', 'visit.day_in_past', 'request.invalid', 'version.contended'],
    run: (ports: VisitPorts, request) => plan(ports, request, appointmentOf(request.body)),
  }),

  'POST /v1/visits/{visitId}/move': step({
    summary: 'Move a visit to another day, make an appointment, or let somebody else go',
    body: Wanted,
    example: { dueOn: '2036-12-04', visitor: 'usr_li' },
    refusals: ['visit.day_in_past'],
    command: ({ body }) => ({ type: 'move', to: appointmentOf(body) }),
  }),

  'POST /v1/visits/{visitId}/hold': step({
    summary: 'Say what came of a visit: satisfaction, needs, and promises, of which each is kept track of',
    body: z.strictObject({ ...VisitForm.shape, nextOn: PlainDate.optional() }),
    example: {
      channel: 'on_site',
      satisfaction: 4,
      words: '时效稳定,账单偶有差错',
      promises: [{ text: '提供新的对账模板', owner: 'usr_li', due: '2036-12-15' }],
    },
    refusals: ['visit.day_in_past'],
    command: ({ body: { nextOn, ...form } }) => ({ type: 'hold', form, nextOn }),
  }),

  'POST /v1/visits/{visitId}/unreachable': step({
    summary: 'Say that nobody could be reached: it is tried again in three days, three times in all',
    body: z.strictObject({ note }),
    example: { note: '总机无人接听' },
    command: ({ body }) => ({ type: 'miss', note: body.note }),
  }),

  'POST /v1/visits/{visitId}/refuse': step({
    summary: 'Say that they would not have it: the next is planned for its turn, and not before the day that they named',
    body: z.strictObject({ note, notBefore: PlainDate.optional() }),
    example: { note: '年底盘点', notBefore: '2037-02-01' },
    command: ({ body }) => ({ type: 'be refused', ...body }),
  }),
}
