import type { Actor } from './actor.ts'
import type { Instant } from './instant.ts'
import type { Result } from './result.ts'

/** All that a decision may know beyond the state: when it is, who asks, and why. */
export type Context = {
  readonly now: Instant
  readonly actor: Actor
  /** The reason that the caller gave, kept on every event of the change. */
  readonly why?: string | undefined
  readonly traceId: string
}

/** The rule book of one noun. `decide` says what happens, `evolve` what that makes of the state; neither looks at a clock. */
export type Decider<State, Command, Event, Refusal> = {
  readonly initial: State
  readonly decide: (state: State, command: Command, context: Context) => Result<readonly Event[], Refusal>
  readonly evolve: (state: State, event: Event) => State
}
