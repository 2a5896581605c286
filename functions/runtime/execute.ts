import type { Context, Decider } from '../../domain/kernel/decider.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { ClaimTaken, Conflict, Contended, Loaded, Store } from '../../domain/kernel/store.ts'
import { whileOvertaken } from './while-overtaken.ts'

type Order<State, Command> = {
  readonly id: string
  readonly command: Command
  readonly context: Context
  /** The version that the caller saw; a record that has moved on is not changed. */
  readonly ifMatch?: number | undefined
  /**
   * As a rule nothing stands under the id yet (it was thought up for this order, or what it is derived from is told once), so nothing is
   * looked for; should something stand there after all, that decides.
   */
  readonly isNew?: boolean | undefined
  /** What stood there a moment ago, so that it is not looked up again; where it has moved on since, what stands there now decides. */
  readonly seen?: Loaded<State> | undefined
}

type Executed<State, Refusal> = Promise<Result<Loaded<State>, Refusal | Conflict | Contended | ClaimTaken>>
type Coded = { readonly code: string }

/** Load, decide, fold, commit, once: for those who prepare their command anew each time that another writer was first. */
export const attempt = async <State, Command, Event, Refusal extends Coded>(
  decider: Decider<State, Command, Event, Refusal>,
  store: Store<State, Event>,
  { isNew, seen: before, ...order }: Order<State, Command>,
): Executed<State, Refusal> => {
  const { id, command, context, ifMatch } = order
  const nothing = { state: decider.initial, version: 0 }
  const known = isNew ? nothing : before
  const seen = known ?? (await store.load(id)) ?? nothing
  const decided = decider.decide(seen.state, command, context)
  // What was seen a moment ago is good enough to commit on, under its version, and not to refuse by.
  const isAsSeen = ifMatch === undefined || ifMatch === seen.version
  if (before && !(isAsSeen && decided.ok && decided.value.length > 0)) return attempt(decider, store, order)
  if (!decided.ok) return decided
  // Only behind the decision: who may not reach a record learns nothing of its version.
  if (!isAsSeen) return refuse({ code: 'version.conflict', current: seen.version })
  if (decided.value.length === 0) return ok(seen)
  const state = decided.value.reduce(decider.evolve, seen.state)
  const saved = await store.commit({ id, expected: seen.version, before: seen.state, state, events: decided.value, context })
  if (saved.ok || saved.error.code !== 'version.conflict') return saved
  const hasMovedOn = known !== undefined && saved.error.current !== known.version
  return hasMovedOn ? attempt(decider, store, order) : refuse({ code: 'version.contended' })
}

/** Attempts it again while another writer is first. Whoever named the version that they saw is then told which one it is now. */
export const execute = <State, Command, Event, Refusal extends Coded>(
  decider: Decider<State, Command, Event, Refusal>,
  store: Store<State, Event>,
  { isNew, seen, ...order }: Order<State, Command>,
): Executed<State, Refusal> => {
  let foreknown: Pick<Order<State, Command>, 'isNew' | 'seen'> = { isNew, seen }
  return whileOvertaken(() => {
    const trying = attempt(decider, store, { ...order, ...foreknown })
    // Whoever was overtaken once knows no more what stands there.
    foreknown = {}
    return trying
  })
}
