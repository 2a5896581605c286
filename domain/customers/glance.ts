import * as z from 'zod'
import { CustomerSummary } from './summary.ts'

/** What other nouns may know of a customer: who looks after it, where it is, and what a list shows of it. Holds nothing sealed. */
export const CustomerGlance = CustomerSummary.extend({ country: z.string() })
export type CustomerGlance = z.infer<typeof CustomerGlance>

/** Glances at customers, in the order of their ids; undefined where there is none. */
export type CustomerGlances = (ids: readonly string[]) => Promise<readonly (CustomerGlance | undefined)[]>
