import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestTable, type TestTable } from '../../../support/engine.ts'

let there: TestTable
beforeAll(async () => {
  there = await startTestTable()
})
afterAll(() => there.stop())

it('what begins alike is found in any script, and nothing before it, behind it or in other letters', async () => {
  const { table } = there
  const alike = ['ab', 'ab#1', 'ab货', 'ab𠮷', 'ab🚚', 'abz']
  const others = ['AB#1', 'a', 'aB', 'aa', 'ac', 'b']
  await table.transact([...alike, ...others].map((sk) => table.put({ pk: 'list', sk })))
  const { items } = await table.query({ partition: 'list', prefix: ['sk', 'ab'] })
  expect(items.map(({ sk }) => sk)).toEqual(alike.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))))
})
