import { unite } from '../../domain/kernel/care/care.ts'
import type { AddressIndexes, Closed, FindClosed } from '../../domain/kernel/care/closed.ts'
import type { AddressAt } from '../../domain/kernel/reachability.ts'

const read = (whole: unknown, pointer: string): unknown =>
  pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], whole)

/** A blind index that a test can read back. */
export const indexOf = ({ kind, value }: Pick<AddressAt, 'kind' | 'value'>): string => `${kind}-${Buffer.from(value).toString('hex')}`

const indexed = (addresses: readonly AddressAt[]): AddressIndexes =>
  Object.fromEntries(addresses.map((address) => [address.pointer, [address.kind, indexOf(address)]]))

/** What a store in memory holds, as those find it who open as little as they can. */
export const closedIn =
  <State>(
    store: { readonly load: (id: string) => Promise<{ readonly state: State | undefined } | undefined> },
    addresses: (state: State) => readonly AddressAt[],
  ): FindClosed<State> =>
  async (id): Promise<Closed<State> | undefined> => {
    const state = (await store.load(id))?.state
    if (!state) return undefined
    return {
      state: unite(state, [], []),
      indexes: async () => indexed(addresses(state)),
      open: async (pointers) => new Map(pointers.map((pointer) => [pointer, String(read(state, pointer))])),
    }
  }
