import * as z from 'zod'
import { CustomerSummary } from './summary.ts'

/** A valuable customer of whom we know too little, with what is missing. */
export const ThinCustomer = CustomerSummary.extend({ score: z.int().min(0).max(100), missing: z.array(z.string()) })
export type ThinCustomer = z.infer<typeof ThinCustomer>
