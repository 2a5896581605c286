import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerGlances } from '../../../adapters/dynamo/customers/customer-glances.ts'
import { readEvent } from '../../../adapters/dynamo/events/event-log.ts'
import { eventsBetween } from '../../../adapters/dynamo/events/events-between.ts'
import { eventPartition } from '../../../adapters/dynamo/events/keys.ts'
import { noteQueries } from '../../../adapters/dynamo/notes/note-queries.ts'
import { noteStore } from '../../../adapters/dynamo/notes/note-store.ts'
import type { CustomerGlance } from '../../../domain/customers/glance.ts'
import type { Actor } from '../../../domain/kernel/actor.ts'
import type { Page } from '../../../domain/kernel/page.ts'
import { mostPinned, type Note } from '../../../domain/notes/note.ts'
import { type NotePorts, noteRoutes } from '../../../functions/http/notes.routes.ts'
import { newIds } from '../../../functions/runtime/new-ids.ts'
import { contextOf } from '../../support/context.ts'
import { glanceOf, putCustomers } from '../../support/customer-items.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'

let engine: TestTable
let ports: NotePorts
beforeAll(async () => {
  engine = await startTestTable()
  const { table, cursors } = engine
  ports = {
    notes: (customerId) => noteStore(table, customerId),
    queries: noteQueries(table, cursors),
    glances: customerGlances(table),
    between: eventsBetween(table),
  }
})
afterAll(() => engine.stop())

type Answered = Note & { readonly version: number }
type Asked = {
  readonly on: CustomerGlance
  readonly note?: string
  readonly body?: unknown
  readonly query?: unknown
  readonly actor?: Partial<Actor>
  readonly ifMatch?: number
}

const ask = async <Answer>(operation: string, { on, note = '', body, query = {}, actor = {}, ifMatch }: Asked) => {
  const [method, rest = ''] = operation.split(' ')
  const route = noteRoutes[`${method} /v1/customers/{customerId}/notes${rest}`]
  if (!route) throw new Error(`no route ${operation}`)
  const path = { customerId: on.id, noteId: note }
  const done = await route.handle(ports, {
    path,
    body,
    query,
    context: contextOf({ actor }),
    ifMatch,
    ...newIds(undefined),
  })
  return done.ok ? { value: done.value as Answer, code: undefined } : { value: undefined, code: done.error.code }
}

const customer = async (team = 'a') => {
  const made = glanceOf({ team })
  await putCustomers(engine.table, [made])
  return made
}
const write = async (on: CustomerGlance, text: string, type = 'general') =>
  (await ask<Answered>('POST', { on, body: { text, type } })).value?.id ?? ''
const list = async (on: CustomerGlance, query: unknown = {}) => (await ask<Page<Answered>>('GET', { on, query })).value
const textsIn = async (on: CustomerGlance, query: unknown = {}) => (await list(on, query))?.items.map(({ text }) => text)

describe('the notes on a customer', () => {
  it('are listed with the newest first, all of them or by type, page by page', async () => {
    const on = await customer()
    for (let i = 0; i < 5; i += 1) await write(on, `note ${i}`, i % 2 ? 'incident' : 'general')
    expect((await textsIn(on))?.toSorted()).toEqual(['note 0', 'note 1', 'note 2', 'note 3', 'note 4'])
    expect((await textsIn(on, { type: 'incident' }))?.toSorted()).toEqual(['note 1', 'note 3'])
    const ids = (await list(on))?.items.map(({ id }) => id) ?? []
    expect(ids).toEqual(ids.toSorted().toReversed())
    const first = await list(on, { limit: '3' })
    const second = await list(on, { limit: '3', cursor: first?.next })
    expect([...(first?.items ?? []), ...(second?.items ?? [])].map(({ id }) => id)).toEqual(ids)
    expect(second?.next).toBeNull()
  })

  it('are kept apart from those on another', async () => {
    const [one, other] = [await customer(), await customer()]
    const note = await write(one, 'only here')
    expect(await textsIn(other)).toEqual([])
    expect((await ask('GET /{noteId}', { on: other, note })).code).toBe('note.not_found')
  })

  it('are shut to those who do not look after the customer, in every operation', async () => {
    const on = await customer('a')
    const note = await write(on, 'secret')
    const actor: Partial<Actor> = { reach: { kind: 'team', team: 'b' } }
    const tried = [
      ask('POST', { on, actor, body: { text: 'x' } }),
      ask('GET', { on, actor }),
      ask('GET /{noteId}', { on, note, actor }),
      ask('PATCH /{noteId}', { on, note, actor, body: { text: 'x' } }),
      ...['pin', 'unpin', 'withdraw'].map((verb) => ask(`POST /{noteId}/${verb}`, { on, note, actor })),
    ]
    expect(new Set((await Promise.all(tried)).map(({ code }) => code))).toEqual(new Set(['access.out_of_scope']))
    expect((await ask('GET', { on: glanceOf() })).code).toBe('customer.not_found')
  })

  it('leave the list when withdrawn, and keep their place in the timeline', async () => {
    const on = await customer()
    const note = await write(on, '周末不收货', 'warning')
    expect((await ask<Answered>('POST /{noteId}/pin', { on, note })).value).toMatchObject({ pinned: true, version: 2 })
    expect((await ask<Answered>('POST /{noteId}/withdraw', { on, note })).value).toMatchObject({
      withdrawn: { by: 'usr_test' },
      pinned: false,
    })
    expect(await textsIn(on)).toEqual([])
    expect((await ask<Answered>('GET /{noteId}', { on, note })).value?.text).toBe('周末不收货')
    const items = (await engine.table.query({ partition: eventPartition(on.id) })).items.map(readEvent)
    expect(items.map(({ type }) => type)).toEqual(['note.written', 'note.pinned', 'note.withdrawn'])
    expect(items).toMatchObject(Array(3).fill({ subject: { kind: 'note', id: note }, about: [on.id] }))
  })

  it('are not written under If-Match: no version that it may name is that of a note to come', async () => {
    const on = await customer()
    expect((await ask('POST', { on, body: { text: 'x' }, ifMatch: 1 })).code).toBe('version.conflict')
    expect(await textsIn(on)).toEqual([])
  })

  it('are pinned up to a bound at each customer, and again when one is unpinned', async () => {
    const [on, other] = [await customer(), await customer()]
    const warnings = await Promise.all(Array.from({ length: mostPinned + 1 }, (_, i) => write(on, `warning ${i}`, 'warning')))
    const last = warnings.pop() ?? ''
    const pin = (note: string, at = on) => ask('POST /{noteId}/pin', { on: at, note })
    for (const note of warnings) expect((await pin(note)).code).toBeUndefined()
    expect((await pin(last)).code).toBe('note.too_many_pinned')
    expect((await pin(warnings[0] ?? '')).code, 'pinned already').toBeUndefined()
    expect((await pin(await write(other, 'elsewhere', 'warning'), other)).code).toBeUndefined()
    await ask('POST /{noteId}/unpin', { on, note: warnings[0] ?? '' })
    expect((await pin(last)).code).toBeUndefined()
  })

  it('refuse what no note has', async () => {
    const on = await customer()
    const note = await write(on, 'x')
    for (const body of [{ text: '' }, { text: null }, { pinned: true }, { type: 'gossip' }])
      expect((await ask('PATCH /{noteId}', { on, note, body })).code).toBe('request.invalid')
  })
})
