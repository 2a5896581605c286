import { openSync, writeSync } from 'node:fs'

/** Sends what this thread prints to a file, at once, so that a worker that is ended loses no line. */
export const printTo = (path: string): void => {
  const file = openSync(path, 'a')
  const write = (
    chunk: Uint8Array | string,
    encoding?: BufferEncoding | ((error?: Error) => void),
    callback?: (error?: Error) => void,
  ): boolean => {
    writeSync(file, typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString())
    const done = typeof encoding === 'function' ? encoding : callback
    if (done) queueMicrotask(() => done())
    return true
  }
  process.stdout.write = write
  process.stderr.write = write
}
