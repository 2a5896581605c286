import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * What the runner itself must remember: checkpoints, last runs, the clock. What is set outlives the process however it ends.
 * A power cut may take back the last of it, and then records are delivered again: waiting for the disk at every checkpoint
 * would hold up all requests meanwhile (15 ms each, measured on a busy machine).
 */
export type Ledger = {
  readonly get: (key: string) => string | undefined
  readonly set: (key: string, value: string) => void
  readonly clear: () => void
  readonly close: () => void
}

const open = (path: string): DatabaseSync => {
  const database = new DatabaseSync(path)
  try {
    database.exec(
      'PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS entry (key TEXT PRIMARY KEY, value TEXT NOT NULL); COMMIT',
    )
    return database
  } catch (cause) {
    database.close()
    throw cause
  }
}

/**
 * Opens the data folder for this process alone. The operating system holds the lock and lets go of it however the process
 * ends, so a stale one cannot be. Throws a sentence when another live process has the folder.
 */
export const openLedger = (dataDir: string): Ledger => {
  mkdirSync(dataDir, { recursive: true })
  const holder = join(dataDir, 'pid')
  const database = takeOver(join(dataDir, 'runner.sqlite'), holder, dataDir)
  writeFileSync(holder, String(process.pid))
  const select = database.prepare('SELECT value FROM entry WHERE key = ?')
  const upsert = database.prepare('INSERT INTO entry VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')
  return {
    get: (key) => select.get(key)?.['value']?.toString(),
    set: (key, value) => void upsert.run(key, value),
    clear: () => database.exec('DELETE FROM entry'),
    close: () => database.close(),
  }
}

const takeOver = (path: string, holder: string, dataDir: string): DatabaseSync => {
  try {
    return open(path)
  } catch (cause) {
    if (!(cause instanceof Error) || !cause.message.includes('locked')) throw cause
    throw new Error(`${dataDir} is in use by process ${readFileSync(holder, 'utf8')}. Stop it, or start with another DATA_DIR and PORT.`)
  }
}
