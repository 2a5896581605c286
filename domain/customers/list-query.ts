import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { line } from '../kernel/text.ts'
import type { CustomerFilter } from './ports.ts'

/** What a list of customers can be narrowed by, as it is asked for. All that is given must hold. */
export const customerListQuery = {
  q: line(200).optional().describe('The beginning of the name, whatever its case and width'),
  tier: Code.optional(),
  region: Code.optional(),
  industry: Code.optional(),
  owner: z.string().max(128).optional(),
  team: Code.optional(),
  stage: Code.optional(),
  tag: Code.optional(),
  status: z.enum(['active', 'archived']).default('active'),
}
export const CustomerListQuery = z.strictObject(customerListQuery)
export type CustomerListQuery = z.infer<typeof CustomerListQuery>

export const filterIn = ({ status, ...wanted }: CustomerListQuery): CustomerFilter => ({ ...wanted, archived: status === 'archived' })
