import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { customerKey } from '../../adapters/dynamo/customers/keys.ts'
import { copyInTable } from '../../bench/copies.ts'
import { createCustomers, seedCustomers } from '../../bench/customers.ts'
import { load } from '../../bench/load.ts'
import { openStage, type Stage } from '../../bench/stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage({ env: { ASSEMBLY_DIR: inject('assembly') } })
})
afterAll(() => stage.remove())

const listed = async (query: string): Promise<number> => {
  const headers = { authorization: `Bearer ${await stage.token('agent')}` }
  const answer = await fetch(`${stage.api}/v1/customers?${query}`, { headers })
  const { items } = (await answer.json()) as { items: readonly unknown[] }
  return items.length
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
