import { ok, refuse } from '../../domain/kernel/result.ts'
import type { Change, Claim, Loaded, Store } from '../../domain/kernel/store.ts'

export type MemoryStore<State, Event> = Store<State, Event> & {
  readonly commits: readonly Change<State, Event>[]
  readonly events: readonly Event[]
}

/** A store that keeps the promises of the port in memory: version condition, unique claims, state and events together. */
export const memoryStore = <State, Event>(claims: (state: State) => readonly Claim[] = () => []): MemoryStore<State, Event> => {
  const records = new Map<string, Loaded<State>>()
  const commits: Change<State, Event>[] = []
  const events: Event[] = []
  const same = (a: Claim) => (b: Claim) => a.field === b.field && a.value === b.value
  const holderOf = (claim: Claim) => [...records].find(([, { state }]) => claims(state).some(same(claim)))?.[0]
  return {
    commits,
    events,
    load: async (id) => structuredClone(records.get(id)),
    commit: async (change) => {
      const { id, expected, state } = change
      const current = records.get(id)?.version ?? 0
      if (current !== expected) return refuse({ code: 'version.conflict', current })
      for (const claim of claims(state)) {
        const heldBy = holderOf(claim)
        if (heldBy !== undefined && heldBy !== id) return refuse({ code: 'claim.taken', field: claim.field, heldBy })
      }
      records.set(id, structuredClone({ state, version: expected + 1 }))
      commits.push(change)
      events.push(...change.events)
      return ok({ state, version: expected + 1 })
    },
  }
}
