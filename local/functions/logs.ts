import { closeSync, copyFileSync, existsSync, fstatSync, mkdirSync, openSync, readdirSync, readSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'

const largest = 8 * 1024 * 1024
const tailBytes = 64 * 1024

export type Logs = { readonly pathOf: (name: string) => string; readonly tail: (name: string) => string; readonly stop: () => void }

/** The newest lines of a file, about 64 KB of them. */
const tailOf = (path: string): string => {
  if (!existsSync(path)) return ''
  const file = openSync(path, 'r')
  try {
    const { size } = fstatSync(file)
    const buffer = Buffer.alloc(Math.min(size, tailBytes))
    readSync(file, buffer, 0, buffer.length, size - buffer.length)
    const text = buffer.toString()
    return size > tailBytes ? text.slice(text.indexOf('\n') + 1) : text
  } finally {
    closeSync(file)
  }
}

/** Workers hold the file open and append, so it is copied and emptied where it lies. */
const rotate = (folder: string): void => {
  for (const name of readdirSync(folder).filter((entry) => entry.endsWith('.log'))) {
    const path = join(folder, name)
    if (statSync(path).size < largest) continue
    copyFileSync(path, `${path}.1`)
    truncateSync(path)
  }
}

/** One file a function under `logs/`, each with one older file, neither much larger than 8 MB. */
export const openLogs = (dataDir: string): Logs => {
  const folder = join(dataDir, 'logs')
  mkdirSync(folder, { recursive: true })
  const timer = setInterval(() => rotate(folder), 5000).unref()
  const pathOf = (name: string): string => join(folder, `${name}.log`)
  return { pathOf, tail: (name) => tailOf(pathOf(name)), stop: () => clearInterval(timer) }
}
