import * as z from 'zod'
import { UserId } from '../kernel/ids.ts'
import { Instant, PlainDate } from '../kernel/instant.ts'
import { mergePatch } from '../kernel/merge-patch.ts'
import { Relation, RelationPatch } from './relation.ts'

/** What can happen to a relation. */
export const RelationEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('relation.related'), relation: Relation }),
  /** `from` and `to` name the members that changed, before and after; null where there was or is none. */
  z.strictObject({ type: z.literal('relation.changed'), from: RelationPatch, to: RelationPatch, at: Instant }),
  z.strictObject({ type: z.literal('relation.ended'), until: PlainDate, at: Instant, by: UserId }),
])
export type RelationEvent = z.infer<typeof RelationEvent>

/** What an event makes of a relation. */
export const evolve = (relation: Relation | undefined, event: RelationEvent): Relation | undefined => {
  if (event.type === 'relation.related') return event.relation
  if (!relation) return undefined
  switch (event.type) {
    case 'relation.changed':
      return Relation.parse({ ...mergePatch(relation, event.to), changedAt: event.at })
    case 'relation.ended':
      return { ...relation, until: event.until, changedAt: event.at }
  }
}
