import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { Level, Priority } from '../priorities/priority.ts'

/**
 * Why a ticket is sorted as it is: the rule that said so, in the edition that it had, and what it said, such as `kind:complaint`,
 * `team:customer_service`, `priority:P2`. `because` holds what it went by, such as the words that it found. The rule
 * `priority_table` is the table, `ticket_kind` what a kind is unless something else is said; edition 0 is what comes with the program.
 */
export const SortingReason = z.strictObject({
  rule: Code,
  edition: z.int().min(0),
  what: z.string().max(100),
  because: z.array(z.string().max(100)).max(5).optional(),
})
export type SortingReason = z.infer<typeof SortingReason>

/** By the way each says one thing once, and tags and levels are few, there are never more. */
export const mostReasons = 60
export const SortingReasons = z.array(SortingReason).max(mostReasons)

/** What sorting makes of a ticket. */
export const Sorted = z.strictObject({
  kind: Code,
  urgency: Level,
  impact: Level,
  priority: Priority,
  team: Code.optional(),
  tags: z.array(Code),
  why: SortingReasons,
})
export type Sorted = z.infer<typeof Sorted>
