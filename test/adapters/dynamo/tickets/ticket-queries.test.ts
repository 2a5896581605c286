import { afterAll, beforeAll, expect, it } from 'vitest'
import { ticketListPartition } from '../../../../adapters/dynamo/tickets/keys.ts'
import { ticketQueries } from '../../../../adapters/dynamo/tickets/ticket-queries.ts'
import { mostCounted } from '../../../../domain/tickets/views.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'

let there: TestTable
beforeAll(async () => {
  there = await startTestTable()
})
afterAll(() => there.stop())

/** Rows of the list of what is live, from one number to another. */
const wait = async (from: number, to: number): Promise<void> => {
  const { table } = there
  for (let start = from; start < to; start += 100) {
    const rows = Array.from({ length: Math.min(100, to - start) }, (_, i) => `row${start + i}`)
    const byAll = ticketListPartition('live', 'all', '')
    const puts = rows.map((name) => table.put({ pk: name, sk: 'STATE', byAll, nameKey: name, summary: {} }))
    expect(await table.transact(puts)).toMatchObject({ ok: true })
  }
}

it('is counted up to a thousand, and from then on it is only said that there are more', async () => {
  const { count } = ticketQueries(there.table, there.cursors)
  await wait(0, mostCounted - 1)
  expect(await count({ state: 'live' })).toEqual({ count: mostCounted - 1, more: false })
  await wait(mostCounted - 1, mostCounted + 5)
  expect(await count({ state: 'live' })).toEqual({ count: mostCounted, more: true })
})
