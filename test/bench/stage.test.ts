import { DatabaseSync } from 'node:sqlite'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { customerKey } from '../../adapters/dynamo/customers/keys.ts'
import { copyInTable } from '../../bench/copies.ts'
import { createCustomers, seedCustomers } from '../../bench/customers.ts'
import { load } from '../../bench/load.ts'
import { manyTickets } from '../../bench/many-tickets.ts'
import { openStage, type Stage } from '../../bench/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ env: { ASSEMBLY_DIR: inject('assembly') } })
})
afterAll(() => stage.remove())

const seen = async (path: string): Promise<unknown> => {
  const headers = { authorization: `Bearer ${await stage.token('compliance')}` }
  const answer = await fetch(`${stage.api}${path}`, { headers })
  expect(answer.status).toBe(200)
  return answer.json()
}
const listed = async (query: string): Promise<number> => {
  const { items } = (await seen(`/v1/customers?${query}`)) as { items: readonly unknown[] }
  return items.length
}

/** When the next ticket falls due. Milliseconds since 1970. */
const nextDue = (): number => {
  const database = new DatabaseSync(stage.tableFile, { readOnly: true })
  const row = database.prepare(`SELECT min(gsi_sk) AS at FROM "${stage.tableName}::gsi::byDue" WHERE gsi_sk LIKE '%#ticket#%'`).get()
  database.close()
  return Date.parse(String(row?.['at']).slice('S:'.length).split('#')[0] ?? '')
}

describe('the stage of the bench', () => {
  it('holds customers that were put past the API, listed as any other', async () => {
    await seedCustomers(stage, 0, 30)
    expect(await listed('limit=100')).toBe(30)
  })

  it('holds copies made in the file of the engine, in every list that the original is in', async () => {
    const before = await listed('limit=100')
    const [id = ''] = await createCustomers(stage, 1)
    const original = { id, items: [customerKey(id)] }
    copyInTable(stage, [{ original, ids: [`cus_${ulid()}`, `cus_${ulid()}`] }])
    expect(await listed('limit=100')).toBe(before + 3)
    const none = { id: 'cus_none', items: [customerKey('cus_none')] }
    expect(() => copyInTable(stage, [{ original: none, ids: ['cus_more'] }])).toThrow('0 of 1 items')
  })

  it('holds many tickets, in every view and found by number and waybill, of which none falls due within an hour', async () => {
    const many = manyTickets(stage)
    for (const size of [40, 200]) {
      await many.growTo(size)
      const [live, over] = [size / 2, size / 2].map((count) => ({ count, more: false }))
      const few = { count: size / 20, more: false }
      expect(await seen('/v1/desk/views')).toMatchObject({
        live,
        over,
        breached: few,
        due_soon: few,
        unassigned: few,
        pending_customer: few,
      })
    }
    for (const { id, number, form } of many.spread().slice(0, 20)) {
      expect(await seen(`/v1/tickets/${id}`)).toMatchObject({ id, number, form })
      for (const q of [number, ...form.waybills]) expect(await seen(`/v1/tickets?q=${q}`)).toMatchObject({ items: [{ id }] })
    }
    expect(nextDue()).toBeGreaterThan(Date.now() + 60 * 60_000)
  })

  it('serves load, every answer a success', async () => {
    const ids = await createCustomers(stage, 2)
    const token = await stage.token('agent')
    const served = await load({ base: stage.api, token, paths: ids.map((id) => `/v1/customers/${id}`) }, 2, 1)
    expect(served.failed).toBe(0)
    expect(served.perSecond).toBeGreaterThan(0)
  })

  it('counts the memory of all that it started', () => {
    expect(stage.memoryMb()).toBeGreaterThan(50)
  })
})
