import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { CustomerId, RelationId } from '../kernel/ids.ts'
import { Instant, PlainDate } from '../kernel/instant.ts'
import { patchOf } from '../kernel/patch-of.ts'
import { line } from '../kernel/text.ts'

const particulars = {
  /** How much of the one belongs to the other, in hundredths of a per cent: 10,000 is all of it. */
  shareBasisPoints: z.int().min(0).max(10_000).optional(),
  since: PlainDate.optional(),
  note: line(500).optional(),
}

/** What a caller writes of a customer: `type` says what the customer `to` is to it, such as its parent, its branch or its payer. */
export const RelationDraft = z.strictObject({ to: CustomerId, type: Code, ...particulars })
export type RelationDraft = z.infer<typeof RelationDraft>

/** Any of the particulars. Who is related, and how, never changes. */
export const RelationPatch = patchOf(particulars)
export type RelationPatch = z.infer<typeof RelationPatch>

/** A relation of two customers as it is kept: `to` is the `type` of `from`. It lasts while it has no `until`. */
export const Relation = z.strictObject({
  id: RelationId,
  from: CustomerId,
  ...RelationDraft.shape,
  until: PlainDate.optional(),
  relatedAt: Instant,
  changedAt: Instant,
})
export type Relation = z.infer<typeof Relation>
