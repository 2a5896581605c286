import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { Instant } from '../kernel/instant.ts'
import { Priority } from '../priorities/priority.ts'

/** What a ticket may wait for while nobody of ours can go on: a policy says which of them stop which clock. */
export const waits = ['pending_customer', 'pending_carrier', 'on_hold'] as const
export const Wait = z.enum(waits)
export type Wait = z.infer<typeof Wait>

const Status = z.string().regex(/^[a-z_]{1,40}$/)

/**
 * What deadlines follow from: that it was opened, what it was set to, that the customer wrote and that a person of ours answered
 * in public. Notes, automatic answers and assignments are no facts, so nothing of that kind can stop a clock.
 */
export const Fact = z.strictObject({
  at: Instant,
  what: z.union([
    z.enum(['opened', 'customer_wrote', 'we_answered']),
    z.templateLiteral(['status:', Status]),
    z.templateLiteral(['priority:', Priority]),
    z.templateLiteral(['kind:', Code]),
  ]),
})
export type Fact = z.infer<typeof Fact>

/** What a fact says something of, and what it says: `status:open` is of the status, that it is `open`. */
export const saidBy = ({ what }: Fact): { readonly of: string; readonly is: string } => {
  const colon = what.indexOf(':')
  return colon < 0 ? { of: what, is: '' } : { of: what.slice(0, colon), is: what.slice(colon + 1) }
}

/** "On what is resolved or closed nobody waits for us": every clock rests. */
const resting: readonly string[] = ['resolved', 'closed']
export const rests = (status: string): boolean => resting.includes(status)
