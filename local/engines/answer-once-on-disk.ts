import { subscribe } from 'node:diagnostics_channel'
import { open } from 'node:fs/promises'
import { ServerResponse } from 'node:http'

/**
 * Holds back the answers of this thread's HTTP servers until the file at `path`, a write-ahead log of SQLite's, is on the
 * disk as far as it was written when the answer was ready. Answers that wait at the same time share one wait.
 *
 * SQLite itself waits at each commit (`synchronous = FULL`), one after the other and holding up its thread. With `NORMAL` it
 * writes just as much and keeps the database whole, and this adds what is missing: nobody hears of a commit that a power cut
 * could still take back. https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export const answerOnceOnDisk = async (path: string): Promise<{ readonly close: () => Promise<void> }> => {
  const file = await open(path, 'r+')
  let syncing: Promise<void> = Promise.resolve()
  let next: Promise<void> | undefined
  /** A sync that is under way may have missed the newest writes, so those wait for the one after it. */
  const synced = (): Promise<void> => {
    next ??= syncing.then(() => {
      next = undefined
      syncing = file.datasync()
      return syncing
    })
    return next
  }
  const hold = (response: ServerResponse): void => {
    const { end } = response
    response.end = (...given: unknown[]) => {
      synced().then(
        () => Reflect.apply(end, response, given),
        (cause: unknown) => response.destroy(cause instanceof Error ? cause : undefined),
      )
      return response
    }
  }
  subscribe('http.server.request.start', (message) => {
    if (typeof message === 'object' && message && 'response' in message && message.response instanceof ServerResponse)
      hold(message.response)
  })
  return { close: () => file.close() }
}
