import { customerKey } from '../adapters/dynamo/customers/keys.ts'
import { bareServer } from './bare.ts'
import { createCustomers, newCustomer, seedCustomers } from './customers.ts'
import { caughtUp } from './events.ts'
import { type Load, load, type Served } from './load.ts'
import type { Scale } from './scale.ts'
import { figure, type Section } from './section.ts'
import { openStage, type Stage } from './stage.ts'

const loadsOn = async (stage: Stage, bare: string, ids: readonly string[]): Promise<ReadonlyMap<string, Load>> => {
  const [agent, manager] = await Promise.all([stage.token('agent'), stage.token('sales_manager')])
  const each = (tail: string) => ids.map((id) => `/v1/customers/${id}${tail}`)
  const lists = ['?tier=vip', '?region=east', '?stage=active', '?limit=25', '?team=sales_south&tier=regular'].map(
    (query) => `/v1/customers${query}`,
  )
  const create = { base: stage.api, token: manager, method: 'POST', paths: ['/v1/customers'], body: newCustomer } as const
  return new Map<string, Load>([
    ['read one customer (unsealed)', { base: stage.api, token: agent, paths: each('') }],
    ['list of 25', { base: stage.api, token: agent, paths: lists }],
    ['overview', { base: stage.api, token: agent, paths: each('/overview') }],
    ['create', create],
    ['create with Idempotency-Key', { ...create, withKey: true }],
    ['bare server: get', { base: bare, paths: ids.map((id) => `/${encodeURIComponent(customerKey(id).pk)}`) }],
    ['bare server: put', { base: bare, method: 'POST', paths: ['/'], body: newCustomer }],
  ])
}

/** A row of figures of one load, by one client and by sixteen. */
export const servedRow = (name: string, one: Served, many: Served): readonly string[] => [
  name,
  figure(one.perSecond),
  figure(one.p50),
  figure(many.perSecond),
  figure(many.p50),
  figure(many.p99),
  String(one.failed + many.failed),
]

/** How much is served in a second, beside the least that the same engine can be served with. */
export const throughput = async ({ seconds, customers }: Scale): Promise<Section> => {
  const stage = await openStage()
  const count = customers.find((size) => size >= 10_000) ?? customers.at(-1) ?? 0
  const ids = await createCustomers(stage, 100)
  await seedCustomers(stage, 0, count)
  await caughtUp(stage)
  const bare = await bareServer(stage)
  const rows: (readonly string[])[] = []
  for (const [name, wanted] of await loadsOn(stage, bare.base, ids)) {
    await load(wanted, 16, 1)
    rows.push(servedRow(name, await load(wanted, 1, seconds / 2), await load(wanted, 16, seconds)))
    await stage.settled()
  }
  bare.end()
  await stage.remove()
  return {
    title: `Requests a second, with ${count.toLocaleString('en')} customers`,
    columns: ['', '1 client: per s', 'median ms', '16 clients: per s', 'median ms', 'p99 ms', 'failed'],
    rows,
    notes: [
      'Every answer is checked, authorized and logged; a create is sealed, claims what is unique, writes its event and is on disk before it is answered.',
      'For scale, at 16 clients on a machine of 2 cores with durable commits: established open-source CRMs serve 90-280 reads and 20-130 creates a second, a bare Node CRUD server on PostgreSQL 350-530 and 215-275. The aim is twice the last.',
      'The bare server is `node:http` over the document client on the same engine in the same run: one get, or one put without index entries.',
    ],
  }
}
