import type { CustomerGlance } from '../customers/glance.ts'
import { reaches } from '../kernel/actor.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { RelationId } from '../kernel/ids.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { CodedList } from '../lists/list.ts'
import { evolve, type RelationEvent } from './events.ts'
import type { Ancestry } from './group.ts'
import { type Relation, type RelationDraft, RelationPatch } from './relation.ts'
import { type EndFault, endFault, lastDay, type RelateFault, relateFault } from './rules.ts'

/** The customers at both ends, as far as there are such. */
type Ends = { readonly from: CustomerGlance | undefined; readonly to: CustomerGlance | undefined }

type Relate = {
  readonly type: 'relate'
  readonly id: string
  readonly draft: RelationDraft
  readonly ends: Ends
  /** The firm's relation types as they are now. */
  readonly types: CodedList
  /** Who stands above the one that will stand above the other; undefined for relations that put nobody above anybody. */
  readonly above: Ancestry | undefined
}
export type RelationCommand =
  | Relate
  | { readonly type: 'change'; readonly patch: RelationPatch; readonly ends: Ends }
  /** Without `until`, it ends today, or on the day it was to begin. */
  | { readonly type: 'end'; readonly until?: string | undefined; readonly ends: Ends }

export type RelationRefusal =
  | { readonly code: 'customer.not_found' | 'access.out_of_scope' }
  | { readonly code: 'relation.not_found' | 'relation.ended' }
  | RelateFault
  | EndFault

type State = Relation | undefined
type Decision = Result<readonly RelationEvent[], RelationRefusal>

const relate = (state: State, command: Relate, { now, actor }: Context): Decision => {
  // The id stands for the request: it came again, and what it asked for is done.
  if (state) return ok([])
  const { id, draft, ends, types, above } = command
  if (!ends.from || !ends.to) return refuse({ code: 'customer.not_found' })
  const relation = { ...draft, id: RelationId.parse(id), from: ends.from.id, relatedAt: now, changedAt: now }
  const fault = relateFault(relation, { ends: [ends.from, ends.to], types, above, actor })
  return fault ? refuse(fault) : ok([{ type: 'relation.related', relation }])
}

const patchable = ['shareBasisPoints', 'since', 'note'] as const satisfies readonly (keyof RelationPatch)[]

const change = (relation: Relation, patch: RelationPatch, { now }: Context): Decision => {
  const changed = patchable.filter((member) => patch[member] !== undefined && patch[member] !== (relation[member] ?? null))
  const only = (of: RelationPatch) => RelationPatch.parse(Object.fromEntries(changed.map((member) => [member, of[member] ?? null])))
  return ok(changed.length === 0 ? [] : [{ type: 'relation.changed', from: only(relation), to: only(patch), at: now }])
}

const end = ({ since }: Relation, given: string | undefined, { now, actor }: Context): Decision => {
  const until = given ?? lastDay(since, now)
  const fault = endFault(since, until, now)
  return fault ? refuse(fault) : ok([{ type: 'relation.ended', until, at: now, by: actor.id }])
}

/** "A relation is looked after by those who look after either end." */
const isReached = ({ from, to }: Ends, { actor }: Context): boolean =>
  [from, to].some((customer) => customer !== undefined && reaches(actor, customer))

const decide = (state: State, command: RelationCommand, context: Context): Decision => {
  if (command.type === 'relate') return relate(state, command, context)
  if (!state) return refuse({ code: 'relation.not_found' })
  if (!isReached(command.ends, context)) return refuse({ code: 'access.out_of_scope' })
  switch (command.type) {
    case 'change':
      return state.until === undefined ? change(state, command.patch, context) : refuse({ code: 'relation.ended' })
    case 'end':
      return state.until === undefined ? end(state, command.until, context) : ok([])
  }
}

export const relations: Decider<State, RelationCommand, RelationEvent, RelationRefusal> = { initial: undefined, decide, evolve }
