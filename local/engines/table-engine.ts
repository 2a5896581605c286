import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, openSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type AwsCall, awsCall } from './aws-call.ts'
import { expiryIndex, type FindExpired, readExpired, scanForExpired } from './expired-items.ts'
import { type ForgetRecords, forgetIn } from './stream-records.ts'
import type { Table } from './tables.ts'

export type TableEngine = {
  readonly url: string
  readonly call: AwsCall
  /** Tells the listener soon after anything was written. Returns what ends it. */
  readonly onWrite: (listener: () => void) => () => void
  /** Mends what the engine is slow at, once its tables are there. */
  readonly tune: (tables: readonly Table[]) => void
  /** What has expired, by the way that costs this engine least. */
  readonly findExpired: FindExpired
  /** Forgets what was told of changes, where this engine does not do so itself. */
  readonly forget: ForgetRecords
  readonly stop: () => Promise<void>
}

const binary = fileURLToPath(new URL(`../../node_modules/@dynoxide/${process.platform}-${process.arch}/dynoxide`, import.meta.url))
/** Holds the engine while its own input is open, so that the engine ends with the runner, even after `kill -9`. */
const guard = 'exec 3<&0; "$@" </dev/null & engine=$!; (read -r _ <&3; kill "$engine" 2>/dev/null) & wait "$engine"'

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1')
    socket.on('connect', () => resolve(true))
    socket.on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })

const untilItAnswers = async (port: number, child: ChildProcess): Promise<void> => {
  for (let attempt = 0; attempt < 1000; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`dynoxide ended with exit code ${child.exitCode}`)
    if (await answers(port)) return
    await pause(10)
  }
  throw new Error('dynoxide did not answer within 10 s')
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null) resolve()
    child.once('exit', () => resolve())
    child.stdin?.end()
  })

/** Calls the listeners every `milliseconds` in which `changed` says so. */
const watch = (milliseconds: number, changed: () => boolean) => {
  const listeners = new Set<() => void>()
  const timer = setInterval(() => {
    if (listeners.size > 0 && changed()) for (const listener of listeners) listener()
  }, milliseconds)
  const onWrite: TableEngine['onWrite'] = (listener) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return { onWrite, end: () => clearInterval(timer) }
}

/** Another DynamoDB, such as DynamoDB Local: it is asked rather than watched. */
const outside = (url: string, region: string): TableEngine => {
  const { onWrite, end } = watch(200, () => true)
  const call = awsCall(url, region)
  return { url, call, onWrite, tune: () => {}, findExpired: scanForExpired(call), forget: () => 0, stop: async () => end() }
}

/**
 * With a stream on, dynoxide finds the next sequence number by a scan, so writes slow down with every record; an index
 * mends it (DESIGN §5). SQLite's `data_version` changes when another process commits, which makes waiting for writes free.
 */
const beside = (path: string) => {
  const database = new DatabaseSync(path)
  // What is lost of it in a power cut is done again.
  database.exec('PRAGMA busy_timeout = 5000; PRAGMA synchronous = NORMAL')
  const version = database.prepare('PRAGMA data_version')
  const read = () => version.get()?.['data_version']
  let seen = read()
  return {
    changed: (): boolean => {
      const current = read()
      const differs = current !== seen
      seen = current
      return differs
    },
    tune: (tables: readonly Table[]) => {
      database.exec(
        'CREATE INDEX IF NOT EXISTS stream_records_by_sequence ON _stream_records (table_name, CAST(sequence_number AS INTEGER))',
      )
      for (const { name, expiry } of tables) if (expiry) database.exec(expiryIndex(name, expiry))
    },
    forget: forgetIn(database),
    close: () => database.close(),
  }
}

/**
 * One thread answers: dynoxide does one thing at a time in its file anyway, and the allocator that it is linked with (musl's) makes two
 * threads wait for each other at every allocation. Measured when it was set: a fifth less of the processor, and a fifth more a second.
 */
const engineEnv = { TOKIO_WORKER_THREADS: '1' }

const spawnEngine = (dataDir: string, path: string, port: number): ChildProcess => {
  const log = openSync(join(dataDir, 'dynoxide.log'), 'w')
  const command = [binary, '--host', '127.0.0.1', '--port', String(port), '--db-path', path]
  return spawn('sh', ['-c', guard, 'sh', ...command], { stdio: ['pipe', log, log], env: engineEnv })
}

/** Starts dynoxide on the data folder, or stands in for the DynamoDB at `endpoint`. Throws one line when neither is there. */
export const startTableEngine = async (dataDir: string, region: string, endpoint?: string): Promise<TableEngine> => {
  if (endpoint) return outside(endpoint, region)
  const platform = `${process.platform}-${process.arch}`
  if (!existsSync(binary))
    throw new Error(`No dynoxide for ${platform}: npm install @dynoxide/${platform}, or set DYNAMODB_ENDPOINT to another DynamoDB.`)
  const path = join(dataDir, 'table.sqlite')
  const port = await freePort()
  const child = spawnEngine(dataDir, path, port)
  await untilItAnswers(port, child)
  const neighbour = beside(path)
  const expired = readExpired(path)
  const { onWrite, end } = watch(25, neighbour.changed)
  const url = `http://127.0.0.1:${port}`
  const stop = async (): Promise<void> => {
    end()
    neighbour.close()
    expired.close()
    await ended(child)
  }
  const { tune, forget } = neighbour
  return { url, call: awsCall(url, region), onWrite, tune, findExpired: expired.find, forget, stop }
}
