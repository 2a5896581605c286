import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DescribeTableCommand, DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import * as z from 'zod'
import { type Spawned, type SpawnOptions, spawnDeployment } from '../local/spawned.ts'
import { processTree } from './processes.ts'

/** A deployment of its own on free ports and a temporary folder, with the engine behind it to compare with. */
export type Stage = {
  readonly api: string
  readonly control: string
  readonly engine: string
  readonly tableName: string
  /** The engine's file: an SQLite database. */
  readonly tableFile: string
  readonly dynamo: DynamoDBDocumentClient
  /** From spawning it to `ready`. Milliseconds. */
  readonly startMs: number
  readonly memoryMb: () => number
  readonly token: (...roles: readonly string[]) => Promise<string>
  readonly usage: (of: 'functions' | 'routes') => Promise<readonly Usage[]>
  /** Waits until no function has been called for a while. */
  readonly settled: () => Promise<void>
  readonly remove: () => Promise<void>
}

const Tally = z.looseObject({ total: z.number(), last: z.number() })
const Usage = z.looseObject({
  name: z.string().optional(),
  route: z.string().optional(),
  invocations: z.int(),
  run: Tally,
  cpu: Tally,
  requests: Tally.optional(),
  init: z.looseObject({ last: z.number() }).optional(),
})
export type Usage = z.infer<typeof Usage>

const region = 'us-east-1'

const tableWithStream = async (client: DynamoDBClient): Promise<string> => {
  const { TableNames = [] } = await client.send(new ListTablesCommand({}))
  for (const TableName of TableNames) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }))
    if (Table?.StreamSpecification?.StreamEnabled) return TableName
  }
  throw new Error('No table has a stream')
}

const engineOf = (pid: number): string => {
  const port = processTree(pid).flatMap(({ command }) => /dynoxide.* --port (\d+)/.exec(command)?.[1] ?? [])[0]
  if (!port) throw new Error('No dynoxide runs below the deployment: the bench compares with that engine')
  return `http://127.0.0.1:${port}`
}

const usageFrom = async (url: string): Promise<readonly Usage[]> => z.array(Usage).parse(await (await fetch(url)).json())

const settledAt = async (url: string): Promise<void> => {
  let [before, same] = [-1, 0]
  for (let attempt = 0; attempt < 400 && same < 4; attempt += 1) {
    const now = (await usageFrom(url)).reduce((sum, { invocations }) => sum + invocations, 0)
    same = now === before ? same + 1 : 0
    before = now
    await sleep(250)
  }
}

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    // There is no such process any more, which is what we ask.
    return false
  }
}

/** Asks it to stop and waits for all of it: npm is gone before what it started. */
const ended = async ({ pid, end }: Spawned): Promise<void> => {
  const all = processTree(pid).map((one) => one.pid)
  await end('SIGTERM')
  for (let attempt = 0; attempt < 200 && all.some(isAlive); attempt += 1) await sleep(50)
}

export type StageOptions = Pick<SpawnOptions, 'command' | 'env'>

export const openStage = async ({ command, env }: StageOptions = {}): Promise<Stage> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'lading-bench-'))
  const began = performance.now()
  const spawned = spawnDeployment({
    dataDir,
    command,
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, ...env },
    onError: console.error,
  })
  const { api = '', control = '' } = await spawned.ready
  const startMs = performance.now() - began
  const { pid } = spawned
  const engine = engineOf(pid)
  const client = new DynamoDBClient({ region, endpoint: engine, credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' } })
  return {
    api,
    control,
    engine,
    startMs,
    tableName: await tableWithStream(client),
    tableFile: join(dataDir, 'table.sqlite'),
    dynamo: DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }),
    memoryMb: () => processTree(pid).reduce((sum, { rssKb }) => sum + rssKb, 0) / 1024,
    token: async (...roles) => {
      const answer = await fetch(`${control}/token`, { method: 'POST', body: JSON.stringify({ sub: 'usr_bench', roles }) })
      return z.object({ token: z.string() }).parse(await answer.json()).token
    },
    usage: (of) => usageFrom(`${control}/${of}`),
    settled: () => settledAt(`${control}/functions`),
    remove: async () => {
      client.destroy()
      await ended(spawned)
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}
