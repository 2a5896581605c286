import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerGlances } from '../../../adapters/dynamo/customers/customer-glances.ts'
import { readEvent } from '../../../adapters/dynamo/events/event-log.ts'
import { eventPartition } from '../../../adapters/dynamo/events/keys.ts'
import { relationEndKey } from '../../../adapters/dynamo/relations/keys.ts'
import { relationQueries } from '../../../adapters/dynamo/relations/relation-queries.ts'
import { relationStore } from '../../../adapters/dynamo/relations/relation-store.ts'
import type { CustomerGlance } from '../../../domain/customers/glance.ts'
import type { Actor } from '../../../domain/kernel/actor.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { mostLevels } from '../../../domain/relations/group.ts'
import type { RelationAnswer, RelationsAnswer } from '../../../functions/http/relation-answer.ts'
import { type RelationPorts, relationRoutes } from '../../../functions/http/relations.routes.ts'
import { newIds } from '../../../functions/runtime/new-ids.ts'
import { contextOf } from '../../support/context.ts'
import { glanceOf, putCustomers } from '../../support/customer-items.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'

let engine: TestTable
let ports: RelationPorts
beforeAll(async () => {
  engine = await startTestTable()
  ports = {
    relations: relationStore(engine.table),
    queries: relationQueries(engine.table, engine.cursors),
    glances: customerGlances(engine.table),
    lists: async () => shippedLists,
  }
})
afterAll(() => engine.stop())

type Asked = { readonly path: Record<string, string>; readonly body?: unknown; readonly query?: unknown; readonly actor?: Partial<Actor> }

const ask = async <Answer>(key: string, { path, body, query = {}, actor = {} }: Asked) => {
  const context = contextOf({ actor })
  const route = relationRoutes[key]
  if (!route) throw new Error(`no route ${key}`)
  const done = await route.handle(ports, { path, body, query, context, ifMatch: undefined, ...newIds(undefined) })
  return done.ok
    ? { value: done.value as Answer, code: undefined, error: undefined }
    : { value: undefined, code: done.error.code, error: done.error }
}

const relate = (from: CustomerGlance, type: string, to: CustomerGlance, facts: object = {}) =>
  ask<RelationAnswer>('POST /v1/customers/{customerId}/relations', { path: { customerId: from.id }, body: { to: to.id, type, ...facts } })
const listed = (of: CustomerGlance, asked: Omit<Asked, 'path'> = {}) =>
  ask<RelationsAnswer>('GET /v1/customers/{customerId}/relations', { path: { customerId: of.id }, ...asked })
const end = (relation: RelationAnswer | undefined) =>
  ask<RelationAnswer>('POST /v1/relations/{relationId}/end', { path: { relationId: relation?.id ?? '' } })

const customers = async <Many extends readonly Parameters<typeof glanceOf>[0][]>(...facts: Many) => {
  const made = facts.map((fact) => glanceOf(fact))
  await putCustomers(engine.table, made)
  return made as { [At in keyof Many]: CustomerGlance }
}

describe('a relation', () => {
  it('is read from both ends, with the name of the other as it is now', async () => {
    const [shunda, haier] = await customers({ name: '顺达货代' }, { name: '海尔' })
    const { value } = await relate(shunda, 'payer', haier, { since: '2021-04-01', shareBasisPoints: 2550 })
    const facts = { id: value?.id, type: 'payer', since: '2021-04-01', shareBasisPoints: 2550 }
    expect((await listed(shunda)).value?.items).toEqual([{ ...facts, direction: 'out', other: haier.id, name: '海尔' }])
    await putCustomers(engine.table, [{ ...shunda, name: '顺达国际' }])
    expect((await listed(haier)).value?.items).toEqual([{ ...facts, direction: 'in', other: shunda.id, name: '顺达国际' }])
  })

  it('tells who does not reach the other nothing of it but its id', async () => {
    const [mine, theirs] = await customers({ team: 'a' }, { team: 'b' })
    const { value } = await relate(mine, 'agent', theirs, { since: '2021-04-01' })
    const seen = await listed(mine, { actor: { reach: { kind: 'team', team: 'a' } } })
    expect(seen.value?.items).toEqual([{ id: value?.id, direction: 'out', type: 'agent', other: theirs.id }])
  })

  it('is read whole by those who look after both, and may be ended, not changed, by those who look after one', async () => {
    const [mine, theirs] = await customers({ team: 'a', region: 'east' }, { team: 'b', region: 'east' })
    const { value } = await relate(mine, 'agent', theirs, { since: '2021-04-01', shareBasisPoints: 2550, note: 'a secret' })
    const path = { relationId: value?.id ?? '' }
    const at = (rest: string, asked: Omit<Asked, 'path'>) => ask<RelationAnswer>(rest, { path, ...asked })
    const one: Partial<Actor> = { reach: { kind: 'team', team: 'a' } }
    const both: Partial<Actor> = { reach: { kind: 'region', region: 'east' } }
    const bare = { id: value?.id, from: mine.id, to: theirs.id, type: 'agent', version: 1, status: 'lasting' }
    const get = 'GET /v1/relations/{relationId}'
    expect((await at(get, { actor: both })).value).toEqual(value)
    expect((await at(get, { actor: one })).value).toEqual(bare)
    expect((await at(get, { actor: { reach: { kind: 'team', team: 'c' } } })).code).toBe('access.out_of_scope')
    expect((await at('PATCH /v1/relations/{relationId}', { actor: one, body: { note: null } })).code).toBe('access.out_of_scope')
    expect((await at('PATCH /v1/relations/{relationId}', { actor: both, body: { note: null } })).value).toMatchObject({ version: 2 })
    expect((await at('POST /v1/relations/{relationId}/end', { actor: one })).value).toEqual({ ...bare, version: 3, status: 'ended' })
  })

  it('stands in the timelines of both', async () => {
    const [a, b] = await customers({}, {})
    const { value } = await relate(a, 'agent', b)
    for (const { id } of [a, b]) {
      const items = (await engine.table.query({ partition: eventPartition(id) })).items.map(readEvent)
      expect(items).toMatchObject([{ type: 'relation.related', subject: { kind: 'relation', id: value?.id }, about: [a.id, b.id] }])
    }
  })

  it('lasts once for the same two and the same type, and may come back after its end', async () => {
    const [a, b] = await customers({}, {})
    const first = await relate(a, 'consignee', b)
    expect((await relate(a, 'consignee', b)).error).toMatchObject({ code: 'claim.taken', field: 'pair', heldBy: first.value?.id })
    expect((await relate(b, 'consignee', a)).code).toBeUndefined()
    expect((await relate(a, 'notify', b)).code).toBeUndefined()
    expect((await end(first.value)).value).toMatchObject({ status: 'ended', until: '2026-11-21', version: 2 })
    expect((await relate(a, 'consignee', b)).code).toBeUndefined()
    expect((await listed(a)).value?.items).toHaveLength(3)
    expect((await listed(a, { query: { show: 'all' } })).value?.items).toHaveLength(4)
  })

  it('of several made at the same moment for the same two lasts only one', async () => {
    const [a, b] = await customers({}, {})
    const codes = await Promise.all(Array.from({ length: 5 }, async () => (await relate(a, 'payer', b)).code))
    expect(codes.filter((code) => code === undefined)).toHaveLength(1)
    expect((await listed(a)).value?.items).toHaveLength(1)
  })

  it('changes at both ends together', async () => {
    const [a, b] = await customers({}, {})
    const { value } = await relate(a, 'branch', b, { shareBasisPoints: 5100 })
    const path = { relationId: value?.id ?? '' }
    await ask('PATCH /v1/relations/{relationId}', { path, body: { shareBasisPoints: null, since: '2020-01-01' } })
    for (const customer of [a, b]) {
      const [item] = (await listed(customer)).value?.items ?? []
      expect(item).toMatchObject({ since: '2020-01-01' })
      expect(item).not.toHaveProperty('shareBasisPoints')
    }
    expect((await ask('GET /v1/relations/{relationId}', { path, actor: { reach: { kind: 'own' } } })).code).toBe('access.out_of_scope')
  })
})

/** So many payers, who are not in the group, put where relations stand. */
const addPayers = async ({ id }: CustomerGlance, many: number) => {
  const ends = Array.from({ length: many }, () => ({ id: `rel_${ulid()}`, direction: 'out', type: 'payer', other: glanceOf().id }))
  for (let at = 0; at < many; at += 100)
    await engine.table.transact(
      ends.slice(at, at + 100).map((each) => engine.table.put({ ...relationEndKey(id, each.id), entity: 'relation_end', ...each })),
    )
  return ends
}

describe('the relations of a customer', () => {
  it('are listed page by page, the newest first, without those that ended', async () => {
    const [shunda, haier] = await customers({}, {})
    const ended = await relate(shunda, 'payer', haier)
    await end(ended.value)
    const ids = (await addPayers(shunda, 7))
      .map(({ id }) => id)
      .toSorted()
      .toReversed()
    const first = (await listed(shunda, { query: { limit: 3 } })).value
    const second = (await listed(shunda, { query: { limit: 3, cursor: first?.next } })).value
    const third = (await listed(shunda, { query: { limit: 3, cursor: second?.next } })).value
    expect([first, second, third].map((page) => page?.items.map(({ id }) => id))).toEqual([ids.slice(0, 3), ids.slice(3, 6), ids.slice(6)])
    expect(third?.next).toBeNull()
    expect((await listed(shunda, { query: { limit: 100, show: 'all' } })).value?.items).toHaveLength(8)
  })

  it('are read to their end, however many there are', async () => {
    const [hub] = await customers({})
    const ids = new Set((await addPayers(hub, 1_230)).map(({ id }) => id))
    const met: string[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = (await listed(hub, { query: { limit: 100, cursor } })).value
      met.push(...(page?.items ?? []).map(({ id }) => id))
      cursor = page?.next ?? null
    }
    expect(met).toHaveLength(1_230)
    expect(new Set(met)).toEqual(ids)
  })

  it('go on under a cursor that is theirs alone', async () => {
    const [one, other] = await customers({}, {})
    await addPayers(one, 3)
    const cursor = (await listed(one, { query: { limit: 1 } })).value?.next
    expect((await listed(other, { query: { limit: 1, cursor } })).code).toBe('request.cursor_invalid')
    expect((await listed(one, { query: { limit: 1, cursor, show: 'all' } })).code).toBe('request.cursor_invalid')
    expect((await listed(one, { query: { limit: 1, cursor }, actor: { id: 'usr_other' } })).code).toBe('request.cursor_invalid')
  })

  it('tell on their first page alone what the group adds up to, over all of them', async () => {
    const [top, branch] = await customers({}, { country: 'DE' })
    await relate(top, 'branch', branch)
    await addPayers(top, 1_200)
    const first = (await listed(top, { query: { limit: 1 } })).value
    expect(first?.group).toMatchObject({ members: 2, byCountry: { CN: 1, DE: 1 }, truncated: false })
    expect((await listed(top, { query: { limit: 1, cursor: first?.next } })).value).not.toHaveProperty('group.members')
  })
})

describe('a group of companies', () => {
  it('has one parent for each, named by the relation that stands in the way', async () => {
    const [child, one, two] = await customers({}, {}, {})
    const first = await relate(child, 'parent', one)
    expect((await relate(child, 'parent', two)).error).toMatchObject({ code: 'claim.taken', field: 'parent', heldBy: first.value?.id })
    expect((await relate(two, 'branch', child)).error).toMatchObject({ code: 'claim.taken', field: 'parent' })
    await end(first.value)
    expect((await relate(child, 'parent', two)).code).toBeUndefined()
  })

  it('never closes a circle, however long', async () => {
    const chain = await customers({}, {}, {}, {}, {})
    for (const [i, company] of chain.entries()) if (chain[i + 1]) await relate(company, 'parent', chain[i + 1] ?? company)
    const [bottom, , , , top] = chain
    expect((await relate(top, 'parent', bottom)).code).toBe('relation.circle')
    expect((await relate(bottom, 'branch', top)).code).toBe('relation.circle')
  })

  it('never closes a circle by two writers at the same moment', async () => {
    for (let round = 0; round < 20; round += 1) {
      const [a, b] = await customers({}, {})
      const codes = (await Promise.all([relate(a, 'parent', b), relate(b, 'parent', a)])).map(({ code }) => code)
      expect(codes.toSorted()).toEqual(['relation.circle', undefined])
    }
  })

  it('never closes a circle by three writers, each far from the others', async () => {
    for (let round = 0; round < 5; round += 1) {
      const companies = await customers({}, {}, {}, {}, {}, {})
      const [a, a2, b, b2, c, c2] = companies
      for (const [child, parent] of [
        [a, a2],
        [b, b2],
        [c, c2],
      ] as const)
        await relate(child, 'parent', parent)
      await Promise.all([relate(a2, 'parent', b), relate(b2, 'parent', c), relate(c2, 'parent', a)])
      const above = await Promise.all(companies.map(({ id }) => ports.queries.ancestry(id)))
      for (const { of, levels, complete } of above) {
        expect(complete).toBe(true)
        expect(levels.map(({ parent }) => parent)).not.toContain(of)
      }
    }
  })

  it('is checked up to fifty levels in one transaction, and grows no deeper', async () => {
    const chain = Array.from({ length: mostLevels + 1 }, () => glanceOf())
    await putCustomers(engine.table, chain)
    for (const [i, above] of chain.slice(1).entries()) await relate(chain[i] ?? above, 'parent', above)
    const [under, furtherUnder] = await customers({}, {})
    expect((await relate(under, 'parent', chain[0] ?? under)).code).toBeUndefined()
    expect((await relate(furtherUnder, 'parent', under)).code).toBe('relation.too_deep')
  })

  it('is totalled from any of its members, over parents and branches', async () => {
    const [top, left, right, leaf, stranger] = await customers(
      { tier: 'vip', team: 'a' },
      { country: 'DE', team: 'a' },
      { team: 'b' },
      { country: 'DE', team: 'a' },
      {},
    )
    await relate(left, 'parent', top)
    await relate(top, 'branch', right)
    await relate(leaf, 'parent', right)
    await relate(leaf, 'payer', stranger)
    const all = {
      root: top.id,
      members: 4,
      hidden: 0,
      byCountry: { CN: 2, DE: 2 },
      byTier: { vip: 1, regular: 3 },
      depth: 2,
      truncated: false,
    }
    for (const member of [top, left, right, leaf]) expect((await listed(member)).value?.group).toEqual(all)
    expect((await listed(leaf, { actor: { reach: { kind: 'team', team: 'a' } } })).value?.group).toEqual({
      ...all,
      members: 3,
      hidden: 1,
      byCountry: { CN: 1, DE: 2 },
      byTier: { vip: 1, regular: 2 },
    })
    expect((await listed(stranger)).value?.group).toMatchObject({ root: stranger.id, members: 1, depth: 0 })
  })
})
