import { randomBytes } from 'node:crypto'
import { ulid } from 'ulid'
import * as z from 'zod'
import { customerStore } from '../adapters/dynamo/customers/customer-store.ts'
import { apiAs } from '../demo/api.ts'
import { concurrently } from '../demo/concurrently.ts'
import { firmOf } from '../demo/firm/firm.ts'
import { Customer } from '../domain/customers/customer.ts'
import type { Vault } from '../domain/kernel/care/vault.ts'
import { Instant } from '../domain/kernel/instant.ts'
import { ok } from '../domain/kernel/result.ts'
import { type Made, recorded, seed } from './records.ts'
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

/** Bytes as many as a seal has, since nobody opens these; claims are not kept. */
export const fillerVault: Vault = {
  seal: async () => randomBytes(560),
  open: async () => ok([]),
  indexes: true,
  blindIndex: async () => 'filler',
  forget: async () => {},
  rotate: async () => {},
}

const actor = { id: 'usr_bench', roles: [], permissions: [], sees: [], reveals: [], reach: { kind: 'all' } } as const

const make = async (stage: Stage, i: number): Promise<Made> => {
  const now = Instant.parse(new Date().toISOString())
  const id = `cus_${ulid()}`
  const draft = draftAt(i)
  const name = `${draft['legalName'] ?? draft['name']} ${i}`
  const named = draft['kind'] === 'company' ? { legalName: name } : { name }
  const state = Customer.parse({ ...draft, ...named, id, registeredAt: now, changedAt: now })
  const change = { id, expected: 0, before: undefined, state, events: [], context: { now, actor, traceId: 'bench' } }
  const items = await recorded(stage, (table) => customerStore(table, fillerVault).commit(change))
  return { id, items: items.filter(({ entity }) => entity === 'customer') }
}

/**
 * Brings the customers in the table from `from` to `to`, with filler in place of seals and without claims and events. Beyond the
 * first thousand they are copies, whose names repeat, which puts more of them in each other's way.
 */
export const seedCustomers = (stage: Stage, from: number, to: number): Promise<void> =>
  seed(stage, [from, to], { make: (i) => make(stage, i), idLike: () => `cus_${ulid()}` })
