import type { Context, Decider } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Store } from '../../../domain/kernel/store.ts'
import { attempt } from '../../runtime/execute.ts'
import { whileOvertaken } from '../../runtime/while-overtaken.ts'

type Attendance<Command> = {
  readonly id: string
  /** Reads the facts to decide on, after the record itself: whoever changes them later comes here later, or makes this commit fail. */
  readonly prepare: () => Promise<Command>
  readonly context: Context
}

/** Brings a record in line with what it follows from, as it is now. Answers the record; undefined where there is nothing to keep. */
export const attend = async <State, Command, Event, Refusal extends { readonly code: string }>(
  decider: Decider<State, Command, Event, Refusal>,
  store: Store<State, Event>,
  { id, prepare, context }: Attendance<Command>,
): Promise<State> => {
  const done = await whileOvertaken(async () => {
    const seen = await store.load(id)
    const command = await prepare()
    return attempt(decider, { load: async () => seen, commit: store.commit }, { id, command, context })
  })
  if (!done.ok) throw new Failure(`${id} could not be attended to: ${done.error.code}`)
  return done.value.state
}
