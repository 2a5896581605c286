import type { Context, Decider } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Store } from '../../../domain/kernel/store.ts'
import { execute } from '../../runtime/execute.ts'

/**
 * What most nouns do when one of theirs falls due: decide again on what stands there now. A refusal is an error here, which
 * the queue brings back: time asks for nothing that can be refused.
 */
export const fallDue =
  <State, Command, Event, Refusal extends { readonly code: string }>(
    decider: Decider<State, Command | { readonly type: 'fall due' }, Event, Refusal>,
    store: Store<State, Event>,
  ) =>
  async (id: string, context: Context): Promise<void> => {
    const done = await execute(decider, store, { id, command: { type: 'fall due' }, context })
    if (!done.ok) throw new Failure(`${id} could not fall due: ${done.error.code}`)
  }
