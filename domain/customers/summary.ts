import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { CustomerId, UserId } from '../kernel/ids.ts'
import type { Customer } from './customer.ts'

/** A customer as a row of a list. Holds nothing sealed, and no version: a change that leaves the row as it is writes no index. */
export const CustomerSummary = z.strictObject({
  id: CustomerId,
  kind: z.enum(['company', 'individual']),
  name: z.string(),
  tier: Code,
  stage: Code,
  industry: Code.optional(),
  owner: UserId.optional(),
  team: Code.optional(),
  region: Code.optional(),
  /** None where there are none: most customers have no tags, and their rows stay as they are. */
  tags: z.array(Code).optional(),
  status: z.enum(['active', 'archived']),
})
export type CustomerSummary = z.infer<typeof CustomerSummary>

/** What the customer is called in lists. */
const displayName = (customer: Customer): string =>
  customer.kind === 'company' ? (customer.shortName ?? customer.legalName) : customer.name

export const summaryOf = (customer: Customer): CustomerSummary => ({
  id: customer.id,
  kind: customer.kind,
  name: displayName(customer),
  tier: customer.tier,
  stage: customer.stage,
  industry: customer.industry,
  owner: customer.owner,
  team: customer.team,
  region: customer.region,
  ...(customer.tags.length > 0 && { tags: customer.tags }),
  status: customer.archived ? 'archived' : 'active',
})
