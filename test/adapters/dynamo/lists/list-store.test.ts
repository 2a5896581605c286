import { afterAll, beforeAll, expect, it } from 'vitest'
import { allLists, listStore } from '../../../../adapters/dynamo/lists/list-store.ts'
import { lists } from '../../../../domain/lists/decide.ts'
import { shippedLists } from '../../../../domain/lists/shipped.ts'
import { execute } from '../../../../functions/runtime/execute.ts'
import { contextOf } from '../../../support/context.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'

let there: TestTable
beforeAll(async () => {
  there = await startTestTable()
})
afterAll(() => there.stop())

const add = (code: string) => {
  const command = { type: 'put_value', value: { code, labels: { en: code } } } as const
  return execute(lists, listStore(there.table), { id: 'industry', command, context: contextOf() })
}
const industries = async (read: ReturnType<typeof allLists>) => (await read()).industry.values.map(({ code }) => code)

it('lists are as they ship until somebody changes them', async () => {
  expect(await allLists(there.table)()).toEqual(shippedLists)
})

it('a value that was added is there at once for every process, however long it has kept the lists', async () => {
  const [here, elsewhere] = [allLists(there.table), allLists(there.table)]
  await Promise.all([here(), elsewhere()])
  for (const code of ['wine', 'tea', 'silk']) {
    expect((await add(code)).ok).toBe(true)
    expect(await industries(here)).toContain(code)
    expect(await industries(elsewhere)).toContain(code)
  }
})

it('readers among writers never keep an older list than the last one written', async () => {
  const reader = allLists(there.table)
  const codes = Array.from({ length: 20 }, (_, i) => `cargo_${i}`)
  await Promise.all([...codes.map(add), ...codes.map(() => reader())])
  const added = (await Promise.all(codes.map(add))).length
  expect(added).toBe(codes.length)
  expect(await industries(reader)).toEqual(await industries(allLists(there.table)))
})
