import * as z from 'zod'
import type { CustomerGlance } from '../../domain/customers/glance.ts'
import { type Actor, reaches } from '../../domain/kernel/actor.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { RelationEnd } from '../../domain/relations/end.ts'
import { Relation } from '../../domain/relations/relation.ts'
import { GroupTotals } from '../../domain/relations/totals.ts'

export const RelationAnswer = Relation.extend({ version: z.int(), status: z.enum(['lasting', 'ended']) })
export type RelationAnswer = z.infer<typeof RelationAnswer>

export const answerOf = ({ state, version }: Loaded<Relation>): RelationAnswer => ({
  ...state,
  version,
  status: state.until === undefined ? 'lasting' : 'ended',
})

/** A relation in the list of one of its ends. Of a customer that the caller does not reach, it tells the id and the type alone. */
export const RelationItem = RelationEnd.extend({ name: z.string().optional() })
export type RelationItem = z.infer<typeof RelationItem>

export const itemOf = (end: RelationEnd, other: CustomerGlance | undefined, actor: Actor): RelationItem => {
  const { id, direction, type } = end
  return other && reaches(actor, other) ? { ...end, name: other.name } : { id, direction, type, other: end.other }
}

/** The relations of a customer, the newest first, and what its group adds up to. */
export const RelationsAnswer = z.strictObject({
  items: z.array(RelationItem),
  /** There are more than these. */
  truncated: z.boolean(),
  group: GroupTotals,
})
export type RelationsAnswer = z.infer<typeof RelationsAnswer>
