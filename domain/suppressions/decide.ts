import type { Context, Decider } from '../kernel/decider.ts'
import { CustomerId, SuppressionId } from '../kernel/ids.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { Channel } from '../templates/channel.ts'
import { evolve, type SuppressionEvent } from './events.ts'
import type { Scope, Suppression, SuppressionReason } from './suppression.ts'

type Suppress = {
  readonly type: 'suppress'
  readonly id: string
  readonly channel: Channel
  readonly scope: Scope
  readonly reason: SuppressionReason
  readonly recipient: string | undefined
  /** In whose timeline it is told. */
  readonly customerId: string | undefined
  readonly note?: string | undefined
}
export type SuppressionCommand = Suppress | { readonly type: 'lift'; readonly scope: Scope; readonly reason: string }
export type SuppressionRefusal = { readonly code: 'suppression.not_found' }

type State = Suppression | undefined

/** A stop that stands is left as it is, but for who has the address. */
const isKnown = (state: State, { scope, recipient }: Suppress): boolean =>
  state?.stops[scope] !== undefined && (recipient === undefined || state.recipients.includes(recipient))

const suppress = (state: State, command: Suppress, { now, actor }: Context): readonly SuppressionEvent[] => {
  if (isKnown(state, command)) return []
  const { type: _type, id, customerId, ...facts } = command
  const told = customerId === undefined ? {} : { customerId: CustomerId.parse(customerId) }
  return [{ type: 'suppression.added', ...facts, id: SuppressionId.parse(id), ...told, by: actor.id, at: now }]
}

const decide = (state: State, command: SuppressionCommand, context: Context): Result<readonly SuppressionEvent[], SuppressionRefusal> => {
  if (command.type === 'suppress') return ok(suppress(state, command, context))
  if (!state) return refuse({ code: 'suppression.not_found' })
  const { scope, reason } = command
  return ok(state.stops[scope] ? [{ type: 'suppression.lifted', scope, reason, by: context.actor.id, at: context.now }] : [])
}

export const suppressions: Decider<State, SuppressionCommand, SuppressionEvent, SuppressionRefusal> = { initial: undefined, decide, evolve }
