import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { nameKey } from '../../../../adapters/dynamo/customers/keys.ts'
import { listSort } from '../../../../adapters/dynamo/table/indexes.ts'
import { paged } from '../../../../adapters/dynamo/table/paged.ts'
import type { Ask } from '../../../../adapters/dynamo/table/table.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'

const teams = ['east', 'south', 'rare']
/** 240 customers, many of one name; every hundredth is of the rare team. */
const rows = Array.from({ length: 240 }, (_, i) => ({ id: `c${i}`, name: `客户${i % 7}`, team: i % 100 === 99 ? 'rare' : teams[i % 2] }))
const item = ({ id, name, team }: { id: string; name: string; team: string | undefined }, partition = 'all') => ({
  pk: `CUSTOMER#${id}`,
  sk: 'STATE',
  byAll: partition,
  nameKey: nameKey(name, id),
  summary: { id, team },
})

let there: TestTable
const put = async (rowItems: readonly ReturnType<typeof item>[]) => {
  for (let start = 0; start < rowItems.length; start += 100)
    await there.table.transact(rowItems.slice(start, start + 100).map((one) => there.table.put(one)))
}
beforeAll(async () => {
  there = await startTestTable()
  await put(rows.map((row) => item(row)))
})
afterAll(() => there.stop())

const all: Omit<Ask, 'limit' | 'after'> = { index: 'byAll', partition: 'all' }
const ofTeam = (team: string) => ({
  ...all,
  filter: { expression: '#summary.#team = :team', names: { '#summary': 'summary', '#team': 'team' }, values: { ':team': team } },
})

/** Reads a list to its end, and gives the pages. */
const pagesOf = async (ask: Omit<Ask, 'limit' | 'after'>, limit: number, between = async () => {}) => {
  const pages: (readonly string[])[] = []
  for (let cursor: string | undefined; ; ) {
    const page = { limit, cursor, reader: 'usr_1' }
    const found = await paged({ table: there.table, cursors: there.cursors, sort: listSort }, ask, {
      page,
      read: (row) => String(row[listSort]),
    })
    if (!found.ok) throw new Error(found.error.code)
    pages.push(found.value.items)
    if (found.value.next === null) return pages
    cursor = found.value.next
    await between()
  }
}
const expected = (wanted: readonly { readonly id: string; readonly name: string }[]) =>
  wanted.map(({ id, name }) => nameKey(name, id)).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)))

it('pages of any size give every customer exactly once, in the order of names, none larger than asked', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 7, max: 100 }), fc.constantFrom(undefined, ...teams), async (limit, team) => {
      const pages = await pagesOf(team ? ofTeam(team) : all, limit)
      expect(pages.flat()).toEqual(expected(rows.filter((row) => team === undefined || row.team === team)))
      expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(limit)
    }),
    { numRuns: 15 },
  )
})

it('customers that come in meanwhile, in this list or another, move no one else', async () => {
  let n = 0
  const pages = await pagesOf(all, 25, async () => {
    n += 1
    await put([item({ id: `new${n}`, name: '客户0', team: 'east' }), item({ id: `else${n}`, name: '客户3', team: 'east' }, 'elsewhere')])
  })
  const seen = pages.flat()
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen.filter((key) => !key.includes('new'))).toEqual(expected(rows))
})

it('a search through many misses is given back short, and goes on by its cursor to what it looks for', async () => {
  const misses = Array.from({ length: 1100 }, (_, i) => ({ id: `m${i}`, name: 'a', team: 'east' }))
  const hit = { id: 'hit', name: 'z', team: 'rare' }
  await put([...misses, hit].map((row) => item(row, 'many')))
  expect(await pagesOf({ ...ofTeam('rare'), partition: 'many' }, 10)).toEqual([[], [nameKey('z', 'hit')]])
})
