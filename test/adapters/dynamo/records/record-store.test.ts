import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerStore } from '../../../../adapters/dynamo/customers/customer-store.ts'
import { customerKey } from '../../../../adapters/dynamo/customers/keys.ts'
import { readEvent } from '../../../../adapters/dynamo/events/event-log.ts'
import { eventPartition } from '../../../../adapters/dynamo/events/keys.ts'
import { versionIn } from '../../../../adapters/vault/header.ts'
import { CustomerPatch } from '../../../../domain/customers/customer.ts'
import { type CustomerCommand, customers } from '../../../../domain/customers/decide.ts'
import type { CustomerStore } from '../../../../domain/customers/ports.ts'
import { shippedLists as lists } from '../../../../domain/lists/shipped.ts'
import { execute } from '../../../../functions/runtime/execute.ts'
import { company } from '../../../domain/customers/examples.ts'
import { contextOf } from '../../../support/context.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'
import { type Engines, keyStoreTableName, startEngines } from '../../vault/engines.ts'

let engines: Engines
let there: TestTable
let store: CustomerStore
beforeAll(async () => {
  ;[engines, there] = await Promise.all([startEngines(), startTestTable()])
  store = customerStore(there.table, engines.vault())
})
afterAll(() => Promise.all([engines.stop(), there.stop()]))

const newId = () => `cus_${ulid()}`
const mail = (name: string) => ({ emails: [{ address: `${name}@shunda.example` }] })
const run = (id: string, command: CustomerCommand, ifMatch?: number, now?: string) =>
  execute(customers, store, { id, command, context: contextOf(now === undefined ? {} : { now }), ifMatch })
/** What the engines' vaults bind the seal of a record to. */
const sealedPlace = (id: string) => ({ table: 'lading', id, item: 'STATE' })
const register = (id: string, facts: Readonly<Record<string, unknown>> = {}) =>
  run(id, { type: 'register', id, draft: company(facts), lists })
const change = (id: string, patch: Readonly<Record<string, unknown>>, ifMatch?: number) =>
  run(id, { type: 'change', patch: CustomerPatch.parse(patch), lists }, ifMatch)
const eventsOf = async (id: string) => (await there.table.queryAll({ partition: eventPartition(id) })).map((item) => readEvent(item).type)
const taken = (heldBy: string, field = 'email') => ({ ok: false, error: { code: 'claim.taken', field, heldBy } })

describe('what is unique', () => {
  it('is held by one: another is told by whom, and leaves nothing behind', async () => {
    const [holder, late] = [newId(), newId()]
    await register(holder, mail('held'))
    expect(await register(late, mail('HELD'))).toEqual(taken(holder))
    expect(await store.load(late)).toBeUndefined()
    expect(await eventsOf(late)).toEqual([])
  })

  it('is free again when its holder is archived or gives it up, and a clash at restoring is named', async () => {
    const [first, second, third] = [newId(), newId(), newId()]
    await register(first, mail('free'))
    await run(first, { type: 'archive' })
    expect((await register(second, mail('free'))).ok).toBe(true)
    expect(await run(first, { type: 'restore' })).toEqual(taken(second))
    expect((await change(second, { emails: null })).ok).toBe(true)
    expect((await run(first, { type: 'restore' })).ok).toBe(true)
    expect(await register(third, mail('free'))).toEqual(taken(first))
  })

  it('goes to exactly one of two who claim it at the same moment, and only that one is there', async () => {
    for (let round = 0; round < 20; round += 1) {
      const ids = [newId(), newId()]
      const done = await Promise.all(ids.map((id) => register(id, mail(`race${round}`))))
      expect(done.filter(({ ok }) => ok)).toHaveLength(1)
      const winner = ids[done.findIndex(({ ok }) => ok)] ?? ''
      expect(done.find(({ ok }) => !ok)).toEqual(taken(winner))
      expect(await Promise.all(ids.map(async (id) => (await store.load(id)) !== undefined))).toEqual(done.map(({ ok }) => ok))
    }
  })
})

describe('a record', () => {
  it('comes back as it was written, in the clear for whoever may see it and masked for all others', async () => {
    const id = newId()
    const answer = await register(id, { taxId: '91310115MA1K3YQX1C', ...mail('seen') })
    expect(answer).toEqual({ ok: true, value: await store.load(id) })
    expect((await store.read(id, ['personal']))?.state).toMatchObject({ taxId: '***QX1C', ...mail('seen') })
    expect((await store.read(id, []))?.state.emails).toEqual([{ address: 's***@shunda.example' }])
  })

  it('changed by two at once keeps both changes, and both are in its history', async () => {
    const id = newId()
    await register(id)
    const done = await Promise.all([change(id, { tier: 'vip' }), change(id, { industry: 'solar' })])
    expect(done.map(({ ok }) => ok)).toEqual([true, true])
    expect(await store.load(id)).toMatchObject({ version: 3, state: { tier: 'vip', industry: 'solar' } })
    expect(await eventsOf(id)).toEqual(['customer.registered', 'customer.changed', 'customer.changed'])
  })

  it('changed by two who both saw the same version is changed by one', async () => {
    const id = newId()
    await register(id)
    const done = await Promise.all([change(id, { tier: 'vip' }, 1), change(id, { tier: 'regular' }, 1)])
    expect(done.filter(({ ok }) => ok)).toHaveLength(1)
    expect(done.find(({ ok }) => !ok)).toEqual({ ok: false, error: { code: 'version.conflict', current: 2 } })
    expect(await eventsOf(id)).toEqual(['customer.registered', 'customer.changed'])
  })

  it('that is revealed has it in its history and keeps its version', async () => {
    const id = newId()
    await register(id)
    expect(await run(id, { type: 'reveal', purpose: '退信', classes: ['personal'] })).toMatchObject({ ok: true, value: { version: 1 } })
    expect(await eventsOf(id)).toEqual(['customer.registered', 'customer.revealed'])
  })

  it('whose key is to change is sealed under a new version of it, as it is, with the event behind it', async () => {
    const id = newId()
    await register(id, mail('rekeyed'))
    const before = await store.load(id)
    const seal = async () => versionIn((await there.table.get(customerKey(id)))?.['sealed'] as Uint8Array, sealedPlace(id))
    const first = await seal()
    const now = new Date().toISOString()
    const done = await run(id, { type: 'rotate key', purpose: '内存转储外泄' }, undefined, now)
    expect(done).toEqual({ ok: true, value: { ...before, version: 2 } })
    const second = await seal()
    expect(second).not.toBe(first)
    expect(await store.load(id)).toEqual({ ...before, version: 2 })
    expect(await eventsOf(id)).toEqual(['customer.registered', 'customer.key_rotated'])
    await change(id, { emails: [{ address: 'later@shunda.example' }] })
    expect(await seal()).toBe(second)
  })

  it('whose key was changed just as somebody wrote has both, and one new version of the key', async () => {
    const id = newId()
    await register(id, mail('rekeyed-twice'))
    const now = new Date().toISOString()
    const done = await Promise.all([run(id, { type: 'rotate key', purpose: 'x' }, undefined, now), change(id, { tier: 'vip' })])
    expect(done.map(({ ok }) => ok)).toEqual([true, true])
    expect(await store.load(id)).toMatchObject({ version: 3, state: { tier: 'vip', ...mail('rekeyed-twice') } })
    const { Item } = await engines.dynamo.send(new GetCommand({ TableName: keyStoreTableName, Key: { subject: id } }))
    expect(Item?.['versions']).toHaveLength(2)
  })
})

it('an event is never written over: the same one twice is refused', async () => {
  const item = { pk: eventPartition('cus_x'), sk: 'evt_x', entity: 'event' }
  const once = () => there.table.transact([there.table.put(item, { expression: 'attribute_not_exists(pk)' })])
  expect((await once()).ok).toBe(true)
  expect(await once()).toMatchObject({ ok: false, error: [{ at: 0, item }] })
})
