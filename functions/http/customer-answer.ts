import * as z from 'zod'
import { Company, type Customer, Individual } from '../../domain/customers/customer.ts'
import { tenureMonths } from '../../domain/customers/tenure.ts'
import { masked } from '../../domain/kernel/care/marks.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { Loaded } from '../../domain/kernel/store.ts'

const answered = {
  version: z.int(),
  status: z.enum(['active', 'archived']),
  /** Whole months of business together, derived from `cooperatingSince`. */
  tenureMonths: z.int().optional(),
}

/** A customer as it is answered. Members of classes that the caller does not see hold masks. */
export const CustomerAnswer = masked(z.discriminatedUnion('kind', [Company.extend(answered), Individual.extend(answered)]))
export type CustomerAnswer = z.infer<typeof CustomerAnswer>

export const answerOf = ({ state, version }: Loaded<Customer>, now: Instant): CustomerAnswer => ({
  ...state,
  version,
  status: state.archived ? 'archived' : 'active',
  tenureMonths: tenureMonths(state.cooperatingSince, now),
})
