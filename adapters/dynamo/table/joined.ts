/**
 * Whoever asks while a read is under way gets what that one finds. An instance works on one invocation at a time, so the read
 * began after the invocation did: what a batch of messages tells of stood in the table by then, and is asked for once.
 */
export const joined = <T>(read: () => Promise<T>): (() => Promise<T>) => {
  let underWay: Promise<T> | undefined
  return () => {
    underWay ??= read().finally(() => {
      underWay = undefined
    })
    return underWay
  }
}
