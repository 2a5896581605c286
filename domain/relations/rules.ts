import type { CustomerGlance } from '../customers/glance.ts'
import type { Actor } from '../kernel/actor.ts'
import { dayOf } from '../kernel/day.ts'
import { Failure } from '../kernel/failure.ts'
import type { Instant } from '../kernel/instant.ts'
import { type CodedList, hasActive } from '../lists/list.ts'
import { type Ancestry, mostLevels, subordination, wouldStandAboveSelf } from './group.ts'
import { reachesBoth } from './reach.ts'
import type { Relation } from './relation.ts'

/** What a new relation is measured against, beside itself. */
type Surroundings = {
  readonly ends: readonly [from: CustomerGlance, to: CustomerGlance]
  /** The firm's relation types as they are now. */
  readonly types: CodedList
  /** Who stands above the one that is to stand above the other; undefined where nobody will. */
  readonly above: Ancestry | undefined
  readonly actor: Actor
}

export type RelateFault =
  | { readonly code: 'access.out_of_scope' | 'relation.to_itself' }
  | { readonly code: 'customer.archived'; readonly customerId: string }
  | { readonly code: 'relation.type_unknown'; readonly relationType: string }
  | { readonly code: 'relation.circle' }
  | { readonly code: 'relation.too_deep'; readonly mostLevels: number }

type Rule = (relation: Relation, around: Surroundings) => RelateFault | undefined

/** "Who relates two customers looks after both." */
const bothAreReached: Rule = (_, { ends: [from, to], actor }) =>
  reachesBoth(actor, { from, to }) ? undefined : { code: 'access.out_of_scope' }

/** "Nobody is related to themselves." */
const notToItself: Rule = ({ from, to }) => (from === to ? { code: 'relation.to_itself' } : undefined)

/** "An archived customer is brought back before it is related to anybody." */
const bothAreActive: Rule = (_, { ends }) => {
  const archived = ends.find(({ status }) => status === 'archived')
  return archived && { code: 'customer.archived', customerId: archived.id }
}

/** "How customers are related comes from the firm's own list; a type that was retired is not given anew." */
const typeIsListed: Rule = ({ type }, { types }) =>
  hasActive(types, type) ? undefined : { code: 'relation.type_unknown', relationType: type }

/** "Nobody stands above themselves, however far up." */
const noCircle: Rule = (relation, { above }) => {
  const under = subordination(relation)
  if (!under) return undefined
  if (above?.of !== under.parent) throw new Failure(`${relation.id} came without the ancestors of ${under.parent}`)
  if (wouldStandAboveSelf(under.child, above)) return { code: 'relation.circle' }
  return above.complete ? undefined : { code: 'relation.too_deep', mostLevels }
}

const rules: readonly Rule[] = [notToItself, bothAreReached, bothAreActive, typeIsListed, noCircle]

/** The first rule that a new relation breaks. */
export const relateFault: Rule = (relation, around) => {
  for (const rule of rules) {
    const fault = rule(relation, around)
    if (fault) return fault
  }
  return undefined
}

/** The days between which it may end are told to those alone who may know when it began. */
export type EndFault = {
  readonly code: 'relation.ends_early' | 'relation.ends_ahead'
  readonly earliest?: string | undefined
  readonly latest?: string
}

/** The last day on which a relation may end: today, or the day it begins, should that be ahead. */
export const lastDay = (since: string | undefined, now: Instant): string => {
  const today = dayOf(now)
  return since !== undefined && since > today ? since : today
}

/** "A relation ends no earlier than it began, and is not ended ahead of time." */
export const endFault = (since: string | undefined, until: string, now: Instant): EndFault | undefined => {
  const days = { earliest: since, latest: lastDay(since, now) }
  if (since !== undefined && until < since) return { code: 'relation.ends_early', ...days }
  return until > days.latest ? { code: 'relation.ends_ahead', ...days } : undefined
}
