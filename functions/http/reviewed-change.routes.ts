import { CustomerPatch } from '../../domain/customers/customer.ts'
import { may } from '../../domain/kernel/actor.ts'
import { refuse } from '../../domain/kernel/result.ts'
import { noQuery, type Routes, route } from '../runtime/route.ts'
import { ReviewAnswer } from './review-change.ts'
import { changeReviewed, type ReviewedChangePorts } from './reviewed-change.ts'

/** Stands with the customers, whose commands, rules and seals it works with. */
export const reviewedChangeRoutes: Routes<ReviewedChangePorts> = {
  'POST /v1/customers/{customerId}/review/change': route({
    summary: 'Change a customer by JSON Merge Patch and so have its data reviewed; the review names the versions before and after',
    permission: 'reviews:write',
    query: noQuery,
    body: CustomerPatch,
    answer: ReviewAnswer,
    status: 200,
    example: { mainBusiness: 'Sea and air freight forwarding, cold chain' },
    refusals: [
      'access.denied',
      'customer.not_found',
      'access.out_of_scope',
      'customer.archived',
      'customer.rules_broken',
      'customer.too_large',
      'claim.taken',
      'review.not_found',
      'review.nothing_changed',
      'request.invalid',
      'sealed.unreadable',
      'version.conflict',
      'version.contended',
    ],
    run: async (ports: ReviewedChangePorts, request) => {
      const { actor } = request.context
      if (!may(actor, 'customers:write')) return refuse({ code: 'access.denied', permission: 'customers:write' })
      return changeReviewed(ports, request, request.body)
    },
  }),
}
