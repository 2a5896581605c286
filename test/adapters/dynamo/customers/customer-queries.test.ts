import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerQueries } from '../../../../adapters/dynamo/customers/customer-queries.ts'
import { customerStore } from '../../../../adapters/dynamo/customers/customer-store.ts'
import { Customer, CustomerDraft } from '../../../../domain/customers/customer.ts'
import type { CustomerFilter, CustomerQueries } from '../../../../domain/customers/ports.ts'
import type { Vault } from '../../../../domain/kernel/care/vault.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { contextOf } from '../../../support/context.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'

const registeredAt = '2026-11-21T08:00:00.000Z'

/** These customers have nothing to seal: whoever asks the vault shows that the test is wrong. */
const unused: Vault = new Proxy({} as Vault, {
  get: () => () => {
    throw new Error('nothing is sealed here')
  },
})

describe('the lists of customers', () => {
  let there: TestTable
  let queries: CustomerQueries

  const register = async (facts: Readonly<Record<string, unknown>>): Promise<string> => {
    const draft = CustomerDraft.parse({ kind: 'company', ...facts })
    const state = Customer.parse({ ...draft, id: `cus_${ulid()}`, registeredAt, changedAt: registeredAt })
    const event = { type: 'customer.registered', customer: state } as const
    const store = customerStore(there.table, unused)
    const saved = await store.commit({ id: state.id, expected: 0, before: undefined, state, events: [event], context: contextOf() })
    expect(saved.ok).toBe(true)
    return state.id
  }

  const change = async (id: string, facts: Readonly<Record<string, unknown>>): Promise<void> => {
    const store = customerStore(there.table, unused)
    const found = await store.load(id)
    if (!found?.state) throw new Error('not there')
    const state = Customer.parse({ ...found.state, ...facts })
    const event = { type: 'customer.restored', at: Instant.parse(registeredAt) } as const
    const saved = await store.commit({ id, expected: found.version, before: found.state, state, events: [event], context: contextOf() })
    expect(saved.ok).toBe(true)
  }

  const names = async (filter: Partial<CustomerFilter>, limit = 25): Promise<readonly string[]> => {
    const found: string[] = []
    for (let cursor: string | undefined; ; ) {
      const page = await queries.list({ archived: false, ...filter }, { limit, cursor, reader: 'usr_1' })
      if (!page.ok) throw new Error(page.error.code)
      found.push(...page.value.items.map(({ name }) => name))
      if (page.value.next === null) return found
      cursor = page.value.next
    }
  }

  beforeAll(async () => {
    there = await startTestTable()
    queries = customerQueries(there.table, unused, there.cursors)
    await register({ legalName: '上海顺达国际货运代理有限公司', shortName: '顺达货代', team: 'east', tier: 'vip' })
    await register({ legalName: '上海远洋船务有限公司', team: 'east' })
    await register({ legalName: 'Ｈａｍｂｕｒｇ Freight GmbH', team: 'overseas' })
    await register({ legalName: 'hamburg Cold Store', shortName: 'HCS', team: 'overseas', tier: 'vip' })
  })
  afterAll(() => there.stop())

  it('show each customer once, under the name it goes by', async () => {
    expect((await names({})).toSorted()).toEqual(['HCS', 'Ｈａｍｂｕｒｇ Freight GmbH', '上海远洋船务有限公司', '顺达货代'].toSorted())
  })

  it('find a company by either of its names, whatever their case and width', async () => {
    expect(await names({ q: '上海' })).toEqual(['上海远洋船务有限公司', '顺达货代'])
    expect(await names({ q: '顺达' })).toEqual(['顺达货代'])
    expect(await names({ q: 'HAMBURG' })).toEqual(['Ｈａｍｂｕｒｇ Freight GmbH', 'HCS'])
  })

  it('search within a class and a team', async () => {
    expect(await names({ q: '上海', tier: 'vip' })).toEqual(['顺达货代'])
    expect(await names({ q: 'h', team: 'east' })).toEqual([])
    expect(await names({ q: 'h', team: 'overseas', tier: 'vip' })).toEqual(['HCS'])
  })

  it('are by each tag, within a class and a team too, until the tag is taken away', async () => {
    const [tagged, other] = [
      { legalName: 'Tagged Foods Ltd', shortName: 'TF', team: 'east', tags: ['reefer', 'tender'] },
      { legalName: 'Tagged Metals Ltd', team: 'overseas', tags: ['tender', 'tender'] },
    ]
    const id = await register(tagged)
    await register(other)
    expect(await names({ tag: 'tender' })).toEqual(['Tagged Metals Ltd', 'TF'])
    for (const limit of [1, 2]) expect(await names({ tag: 'tender' }, limit)).toEqual(['Tagged Metals Ltd', 'TF'])
    expect(await names({ tag: 'reefer' })).toEqual(['TF'])
    expect(await names({ tag: 'legal' })).toEqual([])
    expect(await names({ tag: 'tender', team: 'east' })).toEqual(['TF'])
    expect(await names({ tag: 'tender', tier: 'vip' })).toEqual([])
    expect(await names({ tag: 'tender', q: 'tagged' })).toEqual(['Tagged Metals Ltd', 'TF'])
    expect(await names({ tag: 'reefer', q: 'tagged' })).toEqual(['TF'])
    await change(id, { tags: ['reefer'], tier: 'vip' })
    expect(await names({ tag: 'tender' })).toEqual(['Tagged Metals Ltd'])
    expect(await names({ tag: 'reefer', tier: 'vip' })).toEqual(['TF'])
    await change(id, { archived: { at: registeredAt, by: 'usr_1' } })
    expect(await names({ tag: 'reefer' })).toEqual([])
    expect(await names({ tag: 'reefer', archived: true })).toEqual(['TF'])
  })

  it('page through names and second names alike', async () => {
    for (const limit of [1, 2, 3]) expect(await names({ q: '上海' }, limit)).toEqual(['上海远洋船务有限公司', '顺达货代'])
  })
})
