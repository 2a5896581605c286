import { closesCycle } from '../kernel/cycle.ts'
import type { CustomerId, RelationId } from '../kernel/ids.ts'
import type { Claim } from '../kernel/store.ts'
import type { Relation } from './relation.ts'

/** A company under another one, be it as its subsidiary or its branch. */
export type Subordination = { readonly child: CustomerId; readonly parent: CustomerId }

/** The types of relation that put one company above another. */
export const subordinating = ['parent', 'branch'] as const

/** "A parent stands above who names it, and a company above its branches." Other relations put nobody above anybody. */
export const subordination = ({ from, to, type }: Pick<Relation, 'from' | 'to' | 'type'>): Subordination | undefined => {
  if (type === 'parent') return { child: from, parent: to }
  if (type === 'branch') return { child: to, parent: from }
  return undefined
}

/** A step up, and the relation that makes it. */
export type Level = Subordination & { readonly relation: RelationId }
/** The companies above one, nearest first. Not `complete` when there are more than `mostLevels`. */
export type Ancestry = { readonly of: CustomerId; readonly levels: readonly Level[]; readonly complete: boolean }

/** A group deeper than this is a mistake in the data, and too deep to be checked in one transaction. */
export const mostLevels = 50

/** Who stands at the top, as far as it is known: the company itself when nobody is above it. */
export const rootOf = ({ of, levels }: Ancestry): CustomerId => levels.at(-1)?.parent ?? of

/** "Nobody stands above themselves, however far up": the one above must not have the one below among its own ancestors. */
export const wouldStandAboveSelf = (child: CustomerId, { of, levels }: Ancestry): boolean => {
  const parents = new Map<string, string>(levels.map((level) => [level.child, level.parent]))
  return closesCycle(child, of, (at) => parents.get(at))
}

/** The claim by which a company has one parent at most. */
export const parentClaim = (child: string): Claim => ({ field: 'parent', value: child, plain: true })

/** "Two customers are related in one way only once while it lasts, and a company has at most one parent." */
export const claimsOf = (relation: Relation | undefined): readonly Claim[] => {
  if (!relation || relation.until !== undefined) return []
  const under = subordination(relation)
  return [
    { field: 'pair', value: [relation.from, relation.type, relation.to].join('/'), plain: true },
    ...(under ? [parentClaim(under.child)] : []),
  ]
}
