import { endsOf } from '../../../domain/relations/end.ts'
import { RelationEvent } from '../../../domain/relations/events.ts'
import { type Ancestry, claimsOf, parentClaim, rootOf } from '../../../domain/relations/group.ts'
import type { RelationStore } from '../../../domain/relations/ports.ts'
import { Relation } from '../../../domain/relations/relation.ts'
import type { Kept } from '../records/kept.ts'
import { claimKey } from '../records/keys.ts'
import { recordStore } from '../records/record-store.ts'
import { absent, heldBy } from '../table/conditions.ts'
import type { Item, Key, Table, Write } from '../table/table.ts'
import { relationEndKey, relationKey } from './keys.ts'

const kind = 'relation'

const links = (relation: Relation | undefined): readonly (Key & Item)[] =>
  relation ? endsOf(relation).map(({ of, ...end }) => ({ ...relationEndKey(of, end.id), entity: 'relation_end', ...end })) : []

/** Where it stands which relation puts a company under its parent; nothing stands there for one without. */
export const parentKey = (child: string): Key => {
  const { field, value } = parentClaim(child)
  return claimKey(kind, field, value)
}

/**
 * Lets a commit through only while every step of `above` is the one that was walked, and its top has nobody above it. A circle
 * needs a way from the parent up to the child at the moment of the commit; the whole way up is checked in that very
 * transaction and the child is not on it. Transactions are serializable, so two writers cannot close a circle together.
 */
const standing = (table: Table, above: Ancestry): readonly Write[] => [
  ...above.levels.map(({ child, relation }) => table.check(parentKey(child), heldBy(relation))),
  table.check(parentKey(rootOf(above)), absent),
]

const kept: Kept<typeof Relation, typeof RelationEvent> = {
  kind,
  schema: Relation,
  events: RelationEvent,
  key: relationKey,
  claims: claimsOf,
  links,
  about: (_, { from, to }) => [from, to],
}

export const relationStore = (table: Table): RelationStore => ({
  ...recordStore(table, kept),
  extending: (above) => recordStore(table, { ...kept, beside: standing(table, above) }),
})
