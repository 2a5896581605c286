import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { selectExpired } from '../../../local/engines/expired-items.ts'
import { type Expiry, sweepExpired } from '../../../local/engines/expiry.ts'
import { startTableEngine, type TableEngine } from '../../../local/engines/table-engine.ts'

const now = 1_800_000_000
const year = 365 * 86_400
const table = { name: 'things', keys: ['pk', 'sk'], expiry: 'ends at' }
const clock = { now: () => now * 1000 } as Expiry['clock']
/** More than three pages of each way. */
const many = Array.from({ length: 700 }, (_, n) => n)

let folder: string
let own: TableEngine
let brought: TableEngine

const things = (n: number, expiry?: object) => ({
  pk: { S: `thing#${n % 7}` },
  sk: { N: String(n) },
  ...(expiry && { [table.expiry]: expiry }),
})
const put = (items: readonly object[]) =>
  Promise.all(
    Array.from({ length: Math.ceil(items.length / 25) }, (_, n) =>
      own.call('DynamoDB_20120810.BatchWriteItem', {
        RequestItems: { [table.name]: items.slice(n * 25, n * 25 + 25).map((Item) => ({ PutRequest: { Item } })) },
      }),
    ),
  )
const Left = z.object({ Items: z.array(z.object({ sk: z.object({ N: z.string() }) })) })
const left = async (): Promise<readonly number[]> => {
  const { Items } = Left.parse(await own.call('DynamoDB_20120810.Scan', { TableName: table.name }))
  return Items.map(({ sk }) => Number(sk.N)).toSorted((one, other) => one - other)
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lading-expiry-'))
  own = await startTableEngine(folder, 'us-east-1')
  brought = await startTableEngine(folder, 'us-east-1', own.url)
  await own.call('DynamoDB_20120810.CreateTable', {
    TableName: table.name,
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    AttributeDefinitions: [
      { AttributeName: 'pk', AttributeType: 'S' },
      { AttributeName: 'sk', AttributeType: 'N' },
    ],
    BillingMode: 'PAY_PER_REQUEST',
  })
  own.tune([table])
})
afterEach(async () => {
  await brought.stop()
  await own.stop()
  await rm(folder, { recursive: true })
})

describe.each([
  ['in the engine’s file', () => own],
  ['by the API of a DynamoDB that the user brings', () => brought],
])('a sweep for what has expired, %s', (_, engine) => {
  it('deletes from every page what has expired and nothing else, and rests after each page', async () => {
    await put(many.map((n) => things(n, n % 3 === 0 ? { N: String(now - 1 - n) } : undefined)))
    let rests = 0
    const pace = async () => {
      rests += 1
    }
    await sweepExpired({ engine: engine(), table, clock }, pace, new AbortController().signal)
    expect(await left()).toEqual(many.filter((n) => n % 3 !== 0))
    expect(rests).toBeGreaterThan(3)
  })

  it('leaves what expires now or later, expired over five years ago, or has no number there', async () => {
    const kept = [{ N: String(now) }, { N: String(now + 1) }, { N: String(now - 5 * year) }, { S: String(now - 1) }, { NULL: true }]
    await put([...kept, { N: String(now - 5 * year + 1) }, { N: `${now - 1}.5` }].map((expiry, n) => things(n, expiry)))
    await sweepExpired({ engine: engine(), table, clock }, async () => {}, new AbortController().signal)
    expect(await left()).toEqual([0, 1, 2, 3, 4])
  })

  it('leaves an item that was given longer after it was found', async () => {
    await put([things(0, { N: String(now - 1) })])
    const { call, findExpired } = engine()
    const late: Expiry['engine'] = {
      call: async (...asked) => {
        if (asked[0].endsWith('DeleteItem')) await put([things(0, { N: String(now + 60) })])
        return call(...asked)
      },
      findExpired,
    }
    await sweepExpired({ engine: late, table, clock }, async () => {}, new AbortController().signal)
    expect(await left()).toEqual([0])
  })

  it('stops at the page in hand when it is cut off', async () => {
    await put(many.map((n) => things(n, { N: String(now - 1) })))
    const cut = new AbortController()
    await sweepExpired({ engine: engine(), table, clock }, async () => cut.abort(), cut.signal)
    const { length } = await left()
    expect([length > 0, length < many.length]).toEqual([true, true])
  })
})

describe('what has not expired', () => {
  const Plan = z.array(z.looseObject({ detail: z.string() }))

  it('is not read by the sweep, which goes by an index of those items alone that expire', async () => {
    await put(many.map((n) => things(n, n % 100 === 0 ? { N: String(now + n) } : undefined)))
    const database = new DatabaseSync(join(folder, 'table.sqlite'), { readOnly: true })
    const plan = Plan.parse(database.prepare(`EXPLAIN QUERY PLAN ${selectExpired(table.name, table.expiry)}`).all())
    expect(plan.map(({ detail }) => detail)).toEqual(['SEARCH things USING INDEX things::expiry (<expr>>? AND <expr><?)'])
    database.close()
  })
})
