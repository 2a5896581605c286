type Entry<Value> = { readonly value: Promise<Value>; readonly until: number }
/** Time to live in milliseconds, and the most entries that are held. */
export type Bounds = { readonly ttl: number; readonly size: number }

/**
 * Remembers answers within its bounds; the least recently used goes first. Those who ask while an answer is on its way share
 * it; failures and `undefined` are not remembered. Time is the process's own, which no shifted clock touches.
 */
export const boundedCache = <Value>({ ttl, size }: Bounds) => {
  const entries = new Map<string, Entry<Value>>()
  const forget = (key: string) => void entries.delete(key)
  const put = (key: string, entry: Entry<Value>) => {
    forget(key)
    entries.set(key, entry)
    const [oldest] = entries.keys()
    if (entries.size > size && oldest !== undefined) forget(oldest)
  }
  const hold = (key: string, value: Promise<Value>): Promise<Value> => {
    const entry = { value, until: performance.now() + ttl }
    const drop = () => entries.get(key) === entry && forget(key)
    put(key, entry)
    value.then((answer) => answer === undefined && drop(), drop)
    return value
  }
  const get = (key: string, ask: () => Promise<Value>): Promise<Value> => {
    const held = entries.get(key)
    if (!held || held.until <= performance.now()) return hold(key, ask())
    put(key, held)
    return held.value
  }
  return { get, forget, set: (key: string, value: Value) => void hold(key, Promise.resolve(value)) }
}
