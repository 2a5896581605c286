import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { absent } from '../../../../adapters/dynamo/table/conditions.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'

const at = (pk: string) => ({ pk, sk: 'STATE' })

describe('on an engine', () => {
  let engine: TestTable
  beforeAll(async () => {
    engine = await startTestTable()
  })
  afterAll(() => engine?.stop())

  it('reads that are asked for together find what each asked for', async () => {
    const { table } = engine
    await table.transact([1, 2].map((n) => table.put({ ...at(`read#${n}`), n })))
    const [one, none, again, many] = await Promise.all([
      table.get(at('read#1')),
      table.get(at('read#3')),
      table.get(at('read#1')),
      table.getMany([at('read#2'), at('read#3')]),
    ])
    expect([one?.['n'], none, again?.['n'], many.map((item) => item?.['n'])]).toEqual([1, undefined, 1, [2, undefined]])
  })

  it('of transactions that are asked for together each holds or fails by itself, whole, and says which', async () => {
    const { table } = engine
    let run = 0
    // Few names, so that they meet one another and what stands there already.
    const wanted = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(wanted, async (claims) => {
        run += 1
        const place = (n: number) => at(`claim#${run}#${n}`)
        await table.transact([table.put({ ...place(0), by: 'stood before' })])
        const done = await Promise.all(claims.map((names, by) => table.transact(names.map((n) => table.put({ ...place(n), by }, absent)))))
        const holders = (await table.getMany(Array.from({ length: 10 }, (_, n) => place(n)))).map((item) => item?.['by'])
        claims.forEach((names, by) => {
          const held = names.filter((n) => holders[n] === by)
          expect(held).toEqual(done[by]?.ok ? names : [])
        })
        // One that failed had a reason to: of what it wanted something is another's.
        claims.forEach((names, by) => {
          if (!done[by]?.ok) expect(names.some((n) => holders[n] !== undefined && holders[n] !== by)).toBe(true)
        })
        expect(holders[0]).toBe('stood before')
      }),
      { numRuns: 60 },
    )
  })

  it('what they add to an item counts for those that held and for no other', async () => {
    const { table } = engine
    let run = 0
    const one = fc.record({
      name: fc.integer({ min: 0, max: 5 }),
      to: fc.constantFrom('x', 'y'),
      counter: fc.constantFrom('n', 'm'),
      by: fc.integer({ min: -3, max: 9 }),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 10 }), async (orders) => {
        run += 1
        const cell = (to: string) => at(`cell#${run}#${to}`)
        const done = await Promise.all(
          orders.map(({ name, to, counter, by }) =>
            table.transact([
              table.put(at(`row#${run}#${name}`), absent),
              table.add(cell(to), { entity: 'cell', of: to }, { [counter]: by }),
            ]),
          ),
        )
        const held = orders.filter((_, i) => done[i]?.ok)
        expect(new Set(held.map(({ name }) => name)).size).toBe(held.length)
        for (const to of ['x', 'y']) {
          const item = await table.get(cell(to))
          const mine = held.filter((order) => order.to === to)
          const sum = (counter: string) => mine.filter((order) => order.counter === counter).reduce((total, { by }) => total + by, 0)
          expect(item === undefined).toBe(mine.length === 0)
          expect([item?.['n'] ?? 0, item?.['m'] ?? 0]).toEqual([sum('n'), sum('m')])
          if (item) expect(item).toMatchObject({ entity: 'cell', of: to })
        }
      }),
      { numRuns: 60 },
    )
  })

  it('more than a transaction may hold is committed all the same', async () => {
    const { table } = engine
    const thirds = Array.from({ length: 12 }, (_, by) => Array.from({ length: 30 }, (_, n) => at(`third#${by}#${n}`)))
    const done = await Promise.all(thirds.map((keys) => table.transact(keys.map((key) => table.put(key, absent)))))
    expect(done.every(({ ok }) => ok)).toBe(true)
    expect((await table.getMany(thirds.flat())).every((item) => item !== undefined)).toBe(true)
  })

  it('together they are too large for one request: each goes by itself', async () => {
    const { table } = engine
    const large = Array.from({ length: 14 }, (_, n) => [table.put({ ...at(`large#${n}`), page: 'x'.repeat(390_000) }, absent)])
    const done = await Promise.all(large.map((writes) => table.transact(writes)))
    expect(done.every(({ ok }) => ok)).toBe(true)
  })
})
