import type { Context, Decider } from '../../domain/kernel/decider.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { ClaimTaken, Conflict, Contended, Loaded, Store } from '../../domain/kernel/store.ts'

type Order<Command> = {
  readonly id: string
  readonly command: Command
  readonly context: Context
  /** The version that the caller saw; a record that has moved on is not changed. */
  readonly ifMatch?: number | undefined
}

const attempts = 3

/** Load, decide, fold, commit. Tries again when another writer was first, unless the caller named the version that it saw. */
export const execute = async <State, Command, Event, Refusal>(
  decider: Decider<State, Command, Event, Refusal>,
  store: Store<State, Event>,
  { id, command, context, ifMatch }: Order<Command>,
): Promise<Result<Loaded<State>, Refusal | Conflict | Contended | ClaimTaken>> => {
  for (let attempt = 1; ; attempt += 1) {
    const seen = (await store.load(id)) ?? { state: decider.initial, version: 0 }
    const decided = decider.decide(seen.state, command, context)
    if (!decided.ok) return decided
    // Only behind the decision: who may not reach a record learns nothing of its version.
    if (ifMatch !== undefined && ifMatch !== seen.version) return refuse({ code: 'version.conflict', current: seen.version })
    if (decided.value.length === 0) return ok(seen)
    const state = decided.value.reduce(decider.evolve, seen.state)
    const saved = await store.commit({ id, expected: seen.version, before: seen.state, state, events: decided.value, context })
    const overtaken = !saved.ok && saved.error.code === 'version.conflict'
    if (!overtaken || ifMatch !== undefined) return saved
    if (attempt === attempts) return refuse({ code: 'version.contended' })
  }
}
