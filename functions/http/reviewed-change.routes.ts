import { CustomerPatch } from '../../domain/customers/customer.ts'
import { may, reaches } from '../../domain/kernel/actor.ts'
import { refuse } from '../../domain/kernel/result.ts'
import { noQuery, type Routes, route } from '../runtime/route.ts'
import { idIn } from './asked.ts'
import { type CustomerPorts, change } from './customer-change.ts'
import { masksOnly } from './masks-only.ts'
import { finish, ReviewAnswer, type ReviewPorts } from './review-change.ts'

export type ReviewedChangePorts = CustomerPorts & ReviewPorts

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
      const id = idIn(request, 'customerId')
      const before = await ports.glance(id)
      if (!before) return refuse({ code: 'customer.not_found' })
      if (!reaches(actor, before.customer)) return refuse({ code: 'access.out_of_scope' })
      // If-Match names the review's version, not the customer's.
      const asked = { ...request, ifMatch: undefined }
      const command = { type: 'change', patch: request.body, lists: await ports.lists() } as const
      const changed = await change(ports, command, { id, request: asked, sees: masksOnly })
      return changed.ok ? finish(ports, request, { type: 'change', from: before.version }) : changed
    },
  }),
}
