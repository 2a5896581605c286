import { CustomerPatch } from '../../domain/customers/customer.ts'
import type { CustomerStore } from '../../domain/customers/ports.ts'
import { may, reaches } from '../../domain/kernel/actor.ts'
import { refuse } from '../../domain/kernel/result.ts'
import { reviewIdOf } from '../../domain/reviews/review.ts'
import { noQuery, type Routes, route } from '../runtime/route.ts'
import { idIn } from './asked.ts'
import { type CustomerPorts, change } from './customer-change.ts'
import { masksOnly } from './masks-only.ts'
import { finish, ReviewAnswer, type ReviewPorts } from './review-change.ts'

export type ReviewedChangePorts = CustomerPorts & ReviewPorts

/** The store, and the version that was committed through it: undefined as long as nothing was. */
const noting = (store: CustomerStore) => {
  let committed: number | undefined
  const commit: CustomerStore['commit'] = async (changed) => {
    const done = await store.commit(changed)
    if (done.ok) committed = done.value.version
    return done
  }
  return { store: { ...store, commit }, committed: () => committed }
}

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
      // If-Match names the review's version, not the customer's. Looked at before the customer is changed, and not again behind it:
      // what was changed is to count as reviewed, even if the clock touched the review in between.
      const current = request.ifMatch === undefined ? undefined : ((await ports.reviews.load(reviewIdOf(id)))?.version ?? 0)
      if (current !== undefined && current !== request.ifMatch) return refuse({ code: 'version.conflict', current })
      const asked = { ...request, ifMatch: undefined }
      const { store, committed } = noting(ports.customers)
      const command = { type: 'change', patch: request.body, lists: await ports.lists() } as const
      const changed = await change({ ...ports, customers: store }, command, { id, request: asked, sees: masksOnly })
      if (!changed.ok) return changed
      const to = committed()
      return to === undefined ? refuse({ code: 'review.nothing_changed' }) : finish(ports, asked, { type: 'change', from: to - 1, to })
    },
  }),
}
