import * as z from 'zod'
import { UserId } from '../kernel/ids.ts'
import { Instant, PlainDate } from '../kernel/instant.ts'
import { line } from '../kernel/text.ts'
import { Effect } from './effect.ts'
import { Improvement, Terms } from './improvement.ts'

const doing = { at: Instant, by: UserId }

/** What can happen to an improvement. */
export const ImprovementEvent = z.discriminatedUnion('type', [
  /** `tell`: who is to do it, where somebody else planned it. */
  z.strictObject({ type: z.literal('improvement.planned'), improvement: Improvement, tell: UserId.optional() }),
  /** `tell`: who is to do it from now on. */
  z.strictObject({ type: z.literal('improvement.changed'), from: Terms, to: Terms, tell: UserId.optional(), ...doing }),
  z.strictObject({ type: z.literal('improvement.fell_late'), dueOn: PlainDate, owner: UserId, at: Instant }),
  z.strictObject({ type: z.literal('improvement.done'), on: PlainDate, measuresAt: Instant, ...doing }),
  z.strictObject({ type: z.literal('improvement.dropped'), reason: line(500), ...doing }),
  z.strictObject({ type: z.literal('improvement.measured'), effect: Effect, owner: UserId, at: Instant }),
])
export type ImprovementEvent = z.infer<typeof ImprovementEvent>

type State = Improvement | undefined
type Happened<Type extends ImprovementEvent['type']> = Extract<ImprovementEvent, { type: Type }>

/** "Whoever puts off what is late begins it anew." */
const changed = (state: Improvement, { from, to }: Happened<'improvement.changed'>): State => {
  if (state.status !== 'planned') return state
  const { lateSince, ...rest } = { ...state, ...to }
  return from.dueOn === to.dueOn && lateSince !== undefined ? { ...rest, lateSince } : rest
}

const done = (state: Improvement, { at, by, on, measuresAt }: Happened<'improvement.done'>): State => {
  if (state.status !== 'planned') return state
  const { lateSince: _late, ...rest } = state
  return { ...rest, status: 'done', done: { at, by, on }, measuresAt }
}

const dropped = (state: Improvement, { at, by, reason }: Happened<'improvement.dropped'>): State => {
  if (state.status !== 'planned') return state
  const { lateSince: _late, ...rest } = state
  return { ...rest, status: 'dropped', dropped: { at, by, reason } }
}

/** What an event makes of an improvement. */
export const evolve = (state: State, event: ImprovementEvent): State => {
  if (event.type === 'improvement.planned') return event.improvement
  if (!state) return undefined
  switch (event.type) {
    case 'improvement.changed':
      return changed(state, event)
    case 'improvement.fell_late':
      return state.status === 'planned' ? { ...state, lateSince: event.at } : state
    case 'improvement.done':
      return done(state, event)
    case 'improvement.dropped':
      return dropped(state, event)
    case 'improvement.measured':
      return state.status === 'done' ? { ...state, status: 'measured', measuredAt: event.at, effect: event.effect } : state
  }
}
