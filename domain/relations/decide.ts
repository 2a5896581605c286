import { changesBetween } from '../kernel/changes.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { RelationId } from '../kernel/ids.ts'
import { mergePatch } from '../kernel/merge-patch.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { CodedList } from '../lists/list.ts'
import { evolve, type RelationEvent } from './events.ts'
import type { Ancestry } from './group.ts'
import { type Ends, reachesBoth, reachesEither } from './reach.ts'
import type { Relation, RelationDraft, RelationPatch } from './relation.ts'
import { type EndFault, endFault, lastDay, type RelateFault, relateFault } from './rules.ts'

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
type Change = { readonly type: 'change'; readonly patch: RelationPatch; readonly ends: Ends }
/** Without `until`, it ends today, or on the day it was to begin. */
type End = { readonly type: 'end'; readonly until?: string | undefined; readonly ends: Ends }
export type RelationCommand = Relate | Change | End

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

const change = (relation: Relation, { patch, ends }: Change, { now, actor }: Context): Decision => {
  if (!reachesBoth(actor, ends)) return refuse({ code: 'access.out_of_scope' })
  if (relation.until !== undefined) return refuse({ code: 'relation.ended' })
  const { members, from, to } = changesBetween(relation, mergePatch(relation, patch))
  return ok(members.length === 0 ? [] : [{ type: 'relation.changed', from, to, at: now }])
}

const end = ({ since, until: ended }: Relation, command: End, { now, actor }: Context): Decision => {
  if (ended !== undefined) return ok([])
  const until = command.until ?? lastDay(since, now)
  const fault = endFault(since, until, now)
  if (fault) return refuse(reachesBoth(actor, command.ends) ? fault : { code: fault.code })
  return ok([{ type: 'relation.ended', until, at: now, by: actor.id }])
}

const decide = (state: State, command: RelationCommand, context: Context): Decision => {
  if (command.type === 'relate') return relate(state, command, context)
  if (!state) return refuse({ code: 'relation.not_found' })
  if (!reachesEither(context.actor, command.ends)) return refuse({ code: 'access.out_of_scope' })
  switch (command.type) {
    case 'change':
      return change(state, command, context)
    case 'end':
      return end(state, command, context)
  }
}

export const relations: Decider<State, RelationCommand, RelationEvent, RelationRefusal> = { initial: undefined, decide, evolve }
