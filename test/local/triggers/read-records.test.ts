import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startTableEngine, type TableEngine } from '../../../local/engines/table-engine.ts'
import { forgetRead, type Streams } from '../../../local/triggers/read-records.ts'
import { openShard, type Position, shardsOf } from '../../../local/triggers/stream-reader.ts'
import { checkpointOf } from '../../../local/triggers/stream-source.ts'
import { memoryLedger } from '../fixture/memory-ledger.ts'

const table = 'things'
const year = 365 * 86_400_000
/** The deployment's clock is a year ahead: a stream forgets in real time. */
const clock = { now: () => Date.now() + year, offset: () => year }
const follower = (id: string) => ({ id, source: `arn:aws:dynamodb:us-east-1:000000000000:table/${table}/stream/1` })
const [first, second] = [follower('first'), follower('second')]
const fromTheStart: Position = { after: undefined, otherwise: 'TRIM_HORIZON' }

let folder: string
let engine: TableEngine
let ledger: ReturnType<typeof memoryLedger>

const write = async (from: number, count: number): Promise<void> => {
  for (let n = from; n < from + count; n += 1)
    await engine.call('DynamoDB_20120810.PutItem', { TableName: table, Item: { pk: { S: `thing#${n}` } } })
}
/** Those that are there become as old as that, in hours. */
const age = (hours: number): void => {
  const database = new DatabaseSync(join(folder, 'table.sqlite'), { timeout: 5000 })
  database.prepare('UPDATE _stream_records SET created_at = created_at - ?').run(hours * 3600)
  database.close()
}
const shard = async () => {
  const { arn, shards } = await shardsOf(engine.call, table)
  return { arn, id: shards[0] ?? '' }
}
/** All that a reader is handed from a place on. */
const readFrom = async (position: Position): Promise<readonly number[]> => {
  const reader = openShard(engine.call, await shard(), () => position)
  const all: number[] = []
  for (let read = await reader.read(1000); read.length > 0; read = await reader.read(1000))
    all.push(...read.map(({ dynamodb }) => Number(dynamodb.SequenceNumber)))
  return all
}
const dealtWith = async ({ id }: typeof first, sequence: number): Promise<void> =>
  ledger.set(checkpointOf({ id }, (await shard()).id), String(sequence))

let rests: number
const sweep = (followers: Streams['followers'], signal = new AbortController().signal) => {
  const pace = async () => {
    rests += 1
  }
  return forgetRead({ engine, tables: [{ name: table }], followers, ledger, clock }, pace, signal)
}

const upTo = (from: number, to: number): readonly number[] => Array.from({ length: to - from + 1 }, (_, n) => from + n)

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lading-stream-'))
  engine = await startTableEngine(folder, 'us-east-1')
  ledger = memoryLedger()
  rests = 0
  await engine.call('DynamoDB_20120810.CreateTable', {
    TableName: table,
    KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
  })
  engine.tune([{ name: table, keys: ['pk'], expiry: undefined }])
  await write(1, 30)
})
afterEach(async () => {
  await engine.stop()
  await rm(folder, { recursive: true })
})

describe('what a table’s stream has told of changes', () => {
  it('is forgotten after a day, up to the last that whoever follows it has dealt with', async () => {
    age(25)
    await write(31, 10)
    await dealtWith(first, 20)
    await sweep([first])
    expect(await readFrom(fromTheStart)).toEqual(upTo(20, 40))
  })

  it('stays for a day, whatever the deployment’s clock says', async () => {
    age(23)
    await dealtWith(first, 30)
    await sweep([first])
    expect(await readFrom(fromTheStart)).toEqual(upTo(1, 30))
  })

  it('stays until the slowest of those who follow it has dealt with it, and all of it while one has not begun', async () => {
    age(25)
    await dealtWith(first, 30)
    await sweep([first, second])
    expect(await readFrom(fromTheStart)).toEqual(upTo(1, 30))
    await dealtWith(second, 12)
    await sweep([first, second])
    expect(await readFrom(fromTheStart)).toEqual(upTo(12, 30))
  })

  it('is numbered on from where it stood, and found from a place that is forgotten, such as a power cut leads back to', async () => {
    age(25)
    await dealtWith(first, 30)
    await sweep([first])
    await write(31, 5)
    expect(await readFrom({ after: '7', otherwise: 'TRIM_HORIZON' })).toEqual(upTo(30, 35))
    expect(await readFrom({ after: '31', otherwise: 'TRIM_HORIZON' })).toEqual(upTo(32, 35))
  })

  it('keeps its last record where nobody follows it, by which the next is numbered', async () => {
    age(25)
    await sweep([])
    await write(31, 1)
    expect(await readFrom(fromTheStart)).toEqual([30, 31])
  })

  it('goes a page at a time with rests, and is left for another time when the sweep is cut off', async () => {
    await write(31, 420)
    age(25)
    await dealtWith(first, 450)
    const cut = new AbortController()
    cut.abort()
    await sweep([first], cut.signal)
    expect(await readFrom(fromTheStart)).toEqual(upTo(1, 450))
    await sweep([first])
    expect(await readFrom(fromTheStart)).toEqual([450])
    expect(rests).toBe(3)
  })

  it('goes while others write, and neither is refused', async () => {
    await write(31, 300)
    age(25)
    await dealtWith(first, 330)
    await Promise.all([write(331, 50), sweep([first])])
    expect(await readFrom(fromTheStart)).toEqual(upTo(330, 380))
  })
})
