/**
 * Whoever asks while a read is under way gets what that one finds. An instance works on one invocation at a time, so the read
 * began after the invocation did: what a batch of messages tells of stood in the table by then, and is asked for once.
 */
export const joined = <T>(read: () => Promise<T>): (() => Promise<T>) => {
  const any = joinedBy(read, () => '')
  return () => any(undefined)
}

/** The same, of reads that are told apart by a key. */
export const joinedBy = <Asked, T>(read: (asked: Asked) => Promise<T>, keyOf: (asked: Asked) => string): ((asked: Asked) => Promise<T>) => {
  const underWay = new Map<string, Promise<T>>()
  return (asked) => {
    const key = keyOf(asked)
    const reading = underWay.get(key) ?? read(asked).finally(() => underWay.delete(key))
    underWay.set(key, reading)
    return reading
  }
}
