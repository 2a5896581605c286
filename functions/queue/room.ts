/**
 * Lets in as many at once as there is room for, by their size in bytes; one that is larger than all of the room waits until it is
 * alone. Others wait in their order.
 */
export const roomFor = (capacity: number) => {
  let taken = 0
  const waiting: (() => void)[] = []
  const fits = (size: number): boolean => taken === 0 || taken + size <= capacity
  return async <T>(size: number, work: () => Promise<T>): Promise<T> => {
    while (!fits(size)) await new Promise<void>((resolve) => waiting.push(resolve))
    taken += size
    try {
      return await work()
    } finally {
      taken -= size
      for (const next of waiting.splice(0)) next()
    }
  }
}
