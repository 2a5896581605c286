import { randomBytes } from 'node:crypto'
import { ulid } from 'ulid'
import * as z from 'zod'
import { customerStore } from '../adapters/dynamo/customer-store.ts'
import { type Item, Table, type Write } from '../adapters/dynamo/table.ts'
import { apiAs } from '../demo/api.ts'
import { concurrently } from '../demo/concurrently.ts'
import { firmOf } from '../demo/firm/firm.ts'
import { Customer } from '../domain/customers/customer.ts'
import type { Vault } from '../domain/kernel/care/vault.ts'
import { Instant } from '../domain/kernel/instant.ts'
import { ok } from '../domain/kernel/result.ts'
import { copyInTable } from './copies.ts'
import type { Stage } from './stage.ts'

const drafts = firmOf(60, 7).customers.map(({ draft }) => draft)
const draftAt = (i: number): Readonly<Record<string, unknown>> => drafts[i % drafts.length] ?? {}

let made = 0
/** The body of a request for a customer unlike any other, with all that is unique and sealed. */
export const newCustomer = (): string => {
  made += 1
  const { taxId: _taxId, ...draft } = draftAt(0)
  const tail = String(made).padStart(8, '0')
  return JSON.stringify({
    ...draft,
    legalName: `顺达货代 ${tail}`,
    country: 'JP',
    taxId: undefined,
    phones: [{ number: `+86138${tail}`, primary: true }],
    emails: [{ address: `orders${made}@bench.example`, primary: true }],
  })
}

/** Creates customers as anybody would, through the API. Returns their ids. */
export const createCustomers = async ({ api, token }: Stage, count: number): Promise<readonly string[]> => {
  const ask = apiAs(api, await token('sales_manager'))
  const ids: string[] = []
  await concurrently(Array.from({ length: count }, newCustomer), 8, async (body) => {
    const answer = await ask({ method: 'POST', path: '/v1/customers', body: JSON.parse(body) })
    ids.push(z.object({ id: z.string() }).parse(answer.body).id)
  })
  return ids
}

/** Keeps what a commit would write instead of writing it. */
class Recorder extends Table {
  readonly items: Item[] = []
  override async transact(writes: readonly Write[]) {
    this.items.push(...writes.flatMap(({ Put }) => (Put?.Item ? [Put.Item] : [])))
    return ok(undefined)
  }
}

/** Bytes as many as a seal has, since nobody opens these; claims are not kept. */
const fillerVault: Vault = {
  seal: async () => randomBytes(560),
  open: async () => ok([]),
  blindIndex: async () => 'filler',
  forget: async () => {},
  rotate: async () => {},
}

const batchOf = async (stage: Stage, from: number, to: number): Promise<readonly Item[]> => {
  const recorder = new Recorder(stage.dynamo, stage.tableName)
  const store = customerStore(recorder, fillerVault)
  const now = Instant.parse(new Date().toISOString())
  const actor = { id: 'usr_bench', roles: [], permissions: [], sees: [], reveals: [], reach: { kind: 'all' } } as const
  for (let i = from; i < to; i += 1) {
    const id = `cus_${ulid()}`
    const draft = draftAt(i)
    const name = `${draft['legalName'] ?? draft['name']} ${i}`
    const named = draft['kind'] === 'company' ? { legalName: name } : { name }
    const state = Customer.parse({ ...draft, ...named, id, registeredAt: now, changedAt: now })
    await store.commit({ id, expected: 0, before: undefined, state, events: [], context: { now, actor, traceId: 'bench' } })
  }
  return recorder.items
}

const ranges = (from: number, to: number, step: number) =>
  Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => [from + i * step, Math.min(to, from + (i + 1) * step)] as const)

/** As many as are written one by one, to be copied from then on. */
const originals = 1000

/** Puts records made by the store itself into the table past the API. A hundred go in one transaction. Returns their ids. */
const putCustomers = async (stage: Stage, from: number, to: number): Promise<readonly string[]> => {
  const ids: string[] = []
  await concurrently(ranges(from, to, 100), 4, async ([start, end]) => {
    const records = (await batchOf(stage, start, end)).filter(({ entity }) => entity === 'customer')
    const written = await new Table(stage.dynamo, stage.tableName).transact(
      records.map((Item) => ({ Put: { TableName: stage.tableName, Item } })),
    )
    if (!written.ok) throw new Error('A seeded customer was there already')
    ids.push(...records.map(({ state }) => z.object({ id: z.string() }).parse(state).id))
  })
  return ids
}

/**
 * Brings the customers in the table from `from` to `to`: the first thousand made by the store itself, with filler in place of
 * seals and without claims and events, and beyond that copies of them under other ids, made in the engine's own file, so
 * that a hundred thousand are there within a minute. Their names repeat, which puts more of them in each other's way.
 */
export const seedCustomers = async (stage: Stage, from: number, to: number): Promise<void> => {
  const ids = await putCustomers(stage, from, Math.min(to, from + originals))
  for (const [start, end] of ranges(from + ids.length, to, 5000))
    copyInTable(
      stage,
      Array.from({ length: end - start }, (_, i) => ({ id: ids[i % ids.length] ?? '', copy: `cus_${ulid()}` })),
    )
}
