import * as z from 'zod'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { SortingRule } from './rule.ts'

/** What can happen to a rule. `from` is how it stood before, null for a new one. Tickets stay as they were sorted. */
export const SortingRuleEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('sorting_rule.put'), from: SortingRule.nullable(), to: SortingRule, at: Instant, by: UserId }),
])
export type SortingRuleEvent = z.infer<typeof SortingRuleEvent>

export const evolve = (_: SortingRule | undefined, event: SortingRuleEvent): SortingRule => event.to
