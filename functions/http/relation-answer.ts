import * as z from 'zod'
import type { CustomerGlance } from '../../domain/customers/glance.ts'
import { type Actor, reaches } from '../../domain/kernel/actor.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { RelationEnd } from '../../domain/relations/end.ts'
import { type Ends, reachesBoth } from '../../domain/relations/reach.ts'
import { Relation } from '../../domain/relations/relation.ts'
import { GroupTotals } from '../../domain/relations/totals.ts'

/** Who reaches one end alone is told who is related to whom, and whether that lasts: no share, no days, no note. */
export const RelationAnswer = Relation.partial({ relatedAt: true, changedAt: true }).extend({
  version: z.int(),
  status: z.enum(['lasting', 'ended']),
})
export type RelationAnswer = z.infer<typeof RelationAnswer>

export const answerOf = ({ state, version }: Loaded<Relation>, ends: Ends, actor: Actor): RelationAnswer => {
  const { id, from, to, type, until } = state
  const status = until === undefined ? 'lasting' : 'ended'
  return { ...(reachesBoth(actor, ends) ? state : { id, from, to, type }), version, status }
}

/** A relation in the list of one of its ends. Of a customer that the caller does not reach, it tells the id and the type alone. */
export const RelationItem = RelationEnd.extend({ name: z.string().optional() })
export type RelationItem = z.infer<typeof RelationItem>

export const itemOf = (end: RelationEnd, other: CustomerGlance | undefined, actor: Actor): RelationItem => {
  const { id, direction, type } = end
  return other && reaches(actor, other) ? { ...end, name: other.name } : { id, direction, type, other: end.other }
}

/** A page of the relations of a customer, the newest first. The first one tells what its group adds up to, over all of them. */
export const RelationsAnswer = z.strictObject({
  items: z.array(RelationItem).readonly(),
  next: z.string().nullable(),
  /** On the first page alone. */
  group: GroupTotals.optional(),
})
export type RelationsAnswer = z.infer<typeof RelationsAnswer>
