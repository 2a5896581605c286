import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { upTo } from '../../../../adapters/dynamo/table/up-to.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'

let engine: TestTable
beforeAll(async () => {
  engine = await startTestTable()
  const { table } = engine
  for (const pk of ['SHELF#a', 'SHELF#b'])
    await table.transact(
      Array.from({ length: 10 }, (_, n) => table.put({ pk, sk: `book#${n}`, sort: `book#${n}`, page: 'x'.repeat(300_000) })),
    )
})
afterAll(() => engine?.stop())

const shelves = ['SHELF#a', 'SHELF#b', 'SHELF#empty'].map((partition) => ({ partition }))
const read = ({ sk }: Readonly<Record<string, unknown>>) => String(sk)

describe('reading partitions up to a bound', () => {
  it('goes on over pages of a megabyte until all is read', async () => {
    expect((await upTo(engine.table, shelves, { most: 20, read }))?.length).toBe(20)
  })
  it('gives nothing at all where there is more, rather than a part that looks like the whole', async () => {
    expect(await upTo(engine.table, shelves, { most: 19, read })).toBeUndefined()
  })
  it('counts what a filter passes over, which is read all the same', async () => {
    const filter = { expression: '#sk = :first', names: { '#sk': 'sort' }, values: { ':first': 'book#0' } }
    const asks = shelves.map((shelf) => ({ ...shelf, filter }))
    expect(await upTo(engine.table, asks, { most: 19, read })).toBeUndefined()
    // One more for each full page: see `query`.
    expect(await upTo(engine.table, asks, { most: 30, read })).toEqual(['book#0', 'book#0'])
  })
})
