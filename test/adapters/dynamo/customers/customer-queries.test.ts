import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerQueries } from '../../../../adapters/dynamo/customers/customer-queries.ts'
import { customerStore } from '../../../../adapters/dynamo/customers/customer-store.ts'
import { Customer, CustomerDraft } from '../../../../domain/customers/customer.ts'
import type { CustomerFilter, CustomerQueries } from '../../../../domain/customers/ports.ts'
import type { Vault } from '../../../../domain/kernel/care/vault.ts'
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

  it('page through names and second names alike', async () => {
    for (const limit of [1, 2, 3]) expect(await names({ q: '上海' }, limit)).toEqual(['上海远洋船务有限公司', '顺达货代'])
  })
})
