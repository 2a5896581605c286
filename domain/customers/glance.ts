import * as z from 'zod'
import type { Customer } from './customer.ts'
import { CustomerSummary, summaryOf } from './summary.ts'

/** What other nouns may know of a customer: who looks after it, where it is, and what a list shows of it. Holds nothing sealed. */
export const CustomerGlance = CustomerSummary.extend({ country: z.string() })
export type CustomerGlance = z.infer<typeof CustomerGlance>

export const glanceAt = (customer: Customer): CustomerGlance => ({ ...summaryOf(customer), country: customer.country })
