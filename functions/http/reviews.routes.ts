import * as z from 'zod'
import type { CustomerGlances } from '../../domain/customers/ports.ts'
import { CustomerSummary } from '../../domain/customers/summary.ts'
import { reaches } from '../../domain/kernel/actor.ts'
import { Code } from '../../domain/kernel/code.ts'
import { UserId } from '../../domain/kernel/ids.ts'
import { Instant, PlainDate } from '../../domain/kernel/instant.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import type { OpenReview, ReviewQueries } from '../../domain/reviews/ports.ts'
import { reviewIdOf } from '../../domain/reviews/review.ts'
import { pageOf, pageQuery, pageRequest, within } from '../runtime/listing.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { idIn } from './asked.ts'
import { answerOf, confirm, ReviewAnswer, type ReviewPorts } from './review-change.ts'

export type ReviewListPorts = ReviewPorts & { readonly queries: ReviewQueries; readonly glances: CustomerGlances }

const WaitingReview = z.strictObject({
  customer: CustomerSummary,
  status: z.enum(['due', 'escalated']),
  dueOn: PlainDate,
  escalatedTo: UserId.optional(),
  heardAt: Instant.optional(),
})

const onCustomer = ['customer.not_found', 'access.out_of_scope'] as const

export const reviewRoutes: Routes<ReviewListPorts> = {
  'GET /v1/reviews': route({
    summary: 'List the customers whose data wait to be reviewed: escalated ones first, within each the longest due first',
    permission: 'reviews:read',
    query: z.strictObject({
      state: z.enum(['due', 'escalated']).optional(),
      owner: UserId.optional(),
      team: Code.optional(),
      region: Code.optional(),
      ...pageQuery,
    }),
    body: noBody,
    answer: pageOf(WaitingReview),
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid'],
    run: async ({ queries, glances }: ReviewListPorts, { query, context: { actor } }) => {
      const { state: status, limit, cursor, ...wanted } = query
      const narrowed = within(wanted, actor)
      if (!narrowed) return ok({ items: [], next: null })
      const page = await queries.open({ ...narrowed, status }, pageRequest({ limit, cursor }, actor))
      if (!page.ok) return page
      const customers = await glances(page.value.items.map(({ customerId }) => customerId))
      const shown = page.value.items.flatMap(({ customerId: _id, ...review }: OpenReview, i) => {
        const customer = customers[i]
        // The row follows its customer a moment later: who has lost it since does not see it any more.
        return customer && reaches(actor, customer) ? [{ customer: CustomerSummary.strip().parse(customer), ...review }] : []
      })
      return ok({ items: shown, next: page.value.next })
    },
  }),

  'GET /v1/customers/{customerId}/review': route({
    summary: "Read when a customer's data are reviewed next, how they were last, and whose own word came since",
    permission: 'reviews:read',
    query: noQuery,
    body: noBody,
    answer: ReviewAnswer,
    status: 200,
    refusals: [...onCustomer, 'review.not_found'],
    run: async ({ reviews, glances }: ReviewListPorts, request) => {
      const id = idIn(request, 'customerId')
      const [[customer], found] = await Promise.all([glances([id]), reviews.load(reviewIdOf(id))])
      if (!customer) return refuse({ code: 'customer.not_found' })
      if (!reaches(request.context.actor, customer)) return refuse({ code: 'access.out_of_scope' })
      return found?.state ? ok(answerOf(found.state, found.version)) : refuse({ code: 'review.not_found' })
    },
  }),

  'POST /v1/customers/{customerId}/review/confirm': route({
    summary: 'Say that everything known of a customer still holds; with `customerVersion`, of that version and no other',
    permission: 'reviews:write',
    query: noQuery,
    body: z.strictObject({ customerVersion: z.int().min(1).optional() }).optional(),
    answer: ReviewAnswer,
    status: 200,
    example: { customerVersion: 7 },
    refusals: [
      ...onCustomer,
      'customer.archived',
      'review.not_found',
      'review.other_version',
      'request.invalid',
      'version.conflict',
      'version.contended',
    ],
    run: (ports: ReviewListPorts, request) => confirm(ports, request, request.body?.customerVersion),
  }),
}
