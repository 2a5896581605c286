import { isDeepStrictEqual } from 'node:util'
import { dayOf } from '../kernel/day.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { CustomerId, ImprovementId } from '../kernel/ids.ts'
import type { PlainDate } from '../kernel/instant.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { type Effect, measuresAt } from './effect.ts'
import { evolve, type ImprovementEvent } from './events.ts'
import {
  type Because,
  dueAtOf,
  type Improvement,
  type ImprovementStatus,
  maySetAim,
  type Planned,
  reachesImprovement,
  Terms,
} from './improvement.ts'

/** What it comes from, as far as the planner knows of it: `customers` are those that it tells of. */
type Source = { readonly because: Because; readonly customers: readonly string[] }

export type ImprovementCommand =
  /** `terms` with the slice that lies within the planner's reach; undefined where none of what was asked for does. */
  | { readonly type: 'plan'; readonly id: string; readonly terms: Terms | undefined; readonly source: Source }
  | { readonly type: 'change'; readonly terms: Terms | undefined }
  | { readonly type: 'finish' }
  | { readonly type: 'drop'; readonly reason: string }
  | { readonly type: 'fall due' }
  | { readonly type: 'measure'; readonly effect: Effect }

export type ImprovementRefusal =
  | { readonly code: 'access.out_of_scope' | 'improvement.not_found' }
  | { readonly code: 'improvement.not_now'; readonly state: ImprovementStatus }
  | { readonly code: 'improvement.day_in_past'; readonly day: PlainDate }

type State = Improvement | undefined
type Decision = Result<readonly ImprovementEvent[], ImprovementRefusal>

/** "Nobody tells themselves." */
const telling = (owner: Terms['owner'], { actor }: Context) => (owner === actor.id ? {} : { tell: owner })

const plan = ({ id, terms, source }: Extract<ImprovementCommand, { type: 'plan' }>, context: Context): Decision => {
  if (!terms) return refuse({ code: 'access.out_of_scope' })
  const { now, actor } = context
  if (terms.dueOn < dayOf(now)) return refuse({ code: 'improvement.day_in_past', day: terms.dueOn })
  const improvement: Planned = {
    status: 'planned',
    id: ImprovementId.parse(id),
    ...terms,
    because: source.because,
    customers: source.customers.map((customer) => CustomerId.parse(customer)),
    planned: { at: now, by: actor.id },
  }
  return ok([{ type: 'improvement.planned', improvement, ...telling(terms.owner, context) }])
}

const change = (state: Planned, to: Terms, context: Context): Decision => {
  const { now, actor } = context
  const from = Terms.strip().parse(state)
  if (isDeepStrictEqual(from, to)) return ok([])
  const { action: _was, dueOn: _then, ...aim } = from
  const { action: _is, dueOn: _now, ...newAim } = to
  if (!(isDeepStrictEqual(aim, newAim) || maySetAim(actor, state))) return refuse({ code: 'access.out_of_scope' })
  if (to.dueOn < dayOf(now) && to.dueOn !== from.dueOn) return refuse({ code: 'improvement.day_in_past', day: to.dueOn })
  const tell = to.owner === from.owner ? {} : telling(to.owner, context)
  return ok([{ type: 'improvement.changed', from, to, ...tell, at: now, by: actor.id }])
}

const finish = ({ months }: Planned, { now, actor }: Context): Decision => {
  const on = dayOf(now)
  return ok([{ type: 'improvement.done', on, measuresAt: measuresAt(on, months), at: now, by: actor.id }])
}

/** "Its owner is told once that it is late", and anew when it was put off and is late again. */
const fallDue = (state: Improvement, { now }: Context): Decision => {
  const at = dueAtOf(state)
  if (state.status !== 'planned' || at === undefined || at > now) return ok([])
  return ok([{ type: 'improvement.fell_late', dueOn: state.dueOn, owner: state.owner, at: now }])
}

/** "What was measured stays so: a figure that goes on moving proves nothing." */
const measure = (state: Improvement, effect: Effect, { now }: Context): Decision =>
  ok(state.status === 'done' && state.measuresAt <= now ? [{ type: 'improvement.measured', effect, owner: state.owner, at: now }] : [])

const ends = { finish: 'done', drop: 'dropped' } as const
type ByHand = Extract<ImprovementCommand, { type: 'change' | 'finish' | 'drop' }>

const byHand = (state: Improvement, command: ByHand, context: Context): Decision => {
  if (!reachesImprovement(context.actor, state)) return refuse({ code: 'access.out_of_scope' })
  if (state.status !== 'planned') {
    const again = command.type !== 'change' && ends[command.type] === state.status
    return again ? ok([]) : refuse({ code: 'improvement.not_now', state: state.status })
  }
  switch (command.type) {
    case 'change':
      return command.terms ? change(state, command.terms, context) : refuse({ code: 'access.out_of_scope' })
    case 'finish':
      return finish(state, context)
    case 'drop':
      return ok([{ type: 'improvement.dropped', reason: command.reason, at: context.now, by: context.actor.id }])
  }
}

const decide = (state: State, command: ImprovementCommand, context: Context): Decision => {
  // The id stands for the request, which came again.
  if (command.type === 'plan') return state ? ok([]) : plan(command, context)
  if (!state) return refuse({ code: 'improvement.not_found' })
  if (command.type === 'fall due') return fallDue(state, context)
  return command.type === 'measure' ? measure(state, command.effect, context) : byHand(state, command, context)
}

export const improvements: Decider<State, ImprovementCommand, ImprovementEvent, ImprovementRefusal> = {
  initial: undefined,
  decide,
  evolve,
}
