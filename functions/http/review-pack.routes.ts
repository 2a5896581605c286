import * as z from 'zod'
import type { CustomerGlances } from '../../domain/customers/ports.ts'
import { CustomerSummary } from '../../domain/customers/summary.ts'
import { may, reaches } from '../../domain/kernel/actor.ts'
import { Instant } from '../../domain/kernel/instant.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import type { PackBlock } from '../../domain/packs/block.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { idIn } from './asked.ts'

export type ReviewPackPorts = { readonly glances: CustomerGlances; readonly blocks: readonly PackBlock[] }

const Block = z.strictObject({
  name: z.string(),
  source: z.enum(['live', 'derived']),
  asOf: Instant,
  figures: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).readonly(),
  rows: z.array(z.record(z.string(), z.unknown()).readonly()).readonly(),
  more: z.boolean(),
})

const ReviewPack = z.strictObject({ customer: CustomerSummary, at: Instant, blocks: z.array(Block).readonly() })

export const reviewPackRoutes: Routes<ReviewPackPorts> = {
  'GET /v1/customers/{customerId}/review-pack': route({
    summary: 'What to take into a review with a customer: open promises, visits, survey scores, incidents and how well we know them',
    permission: 'visits:read',
    query: noQuery,
    body: noBody,
    answer: ReviewPack,
    status: 200,
    refusals: ['customer.not_found', 'access.out_of_scope'],
    run: async ({ glances, blocks }: ReviewPackPorts, request) => {
      const { actor, now } = request.context
      const id = idIn(request, 'customerId')
      const [customer] = await glances([id])
      if (!customer) return refuse({ code: 'customer.not_found' })
      if (!reaches(actor, customer)) return refuse({ code: 'access.out_of_scope' })
      const told = blocks.filter(({ right }) => may(actor, right))
      const parts = await Promise.all(told.map(async ({ name, read }) => ({ name, ...(await read(id, now, actor)) })))
      return ok({ customer: CustomerSummary.strip().parse(customer), at: now, blocks: parts })
    },
  }),
}
