import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerGlances } from '../../../adapters/dynamo/customers/customer-glances.ts'
import { customerQueries } from '../../../adapters/dynamo/customers/customer-queries.ts'
import { customerStore } from '../../../adapters/dynamo/customers/customer-store.ts'
import { eventsBetween } from '../../../adapters/dynamo/events/events-between.ts'
import { allLists } from '../../../adapters/dynamo/lists/list-store.ts'
import { reviewStore } from '../../../adapters/dynamo/reviews/review-store.ts'
import { reviewedCustomers } from '../../../adapters/dynamo/reviews/reviewed-customers.ts'
import { versionedGlance } from '../../../adapters/dynamo/table/versioned-glance.ts'
import { reachedTickets } from '../../../adapters/dynamo/tickets/reached-tickets.ts'
import { Customer } from '../../../domain/customers/customer.ts'
import type { Actor } from '../../../domain/kernel/actor.ts'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import { reviewIdOf } from '../../../domain/reviews/review.ts'
import { confirm } from '../../../functions/http/review-change.ts'
import { changeReviewed, type ReviewedChangePorts } from '../../../functions/http/reviewed-change.ts'
import { newIds } from '../../../functions/runtime/new-ids.ts'
import { contextOf } from '../../support/context.ts'
import { startTestTable, type TestTable } from '../../support/engine.ts'

/** These customers have nothing to seal: whoever asks the vault shows that the test is wrong. */
const unused: Vault = new Proxy({} as Vault, {
  get: () => () => {
    throw new Error('nothing is sealed here')
  },
})

let engine: TestTable
let ports: ReviewedChangePorts
beforeAll(async () => {
  engine = await startTestTable()
  const { table, cursors } = engine
  ports = {
    customers: customerStore(table, unused),
    queries: customerQueries(table, unused, cursors),
    glances: customerGlances(table),
    reachedTickets: reachedTickets(table),
    lists: allLists(table),
    between: eventsBetween(table),
    reviews: reviewStore(table),
    glance: versionedGlance(table),
    commitReviewed: reviewedCustomers(table, unused),
  }
})
afterAll(() => engine?.stop())

const register = async (): Promise<string> => {
  const at = '2026-11-21T08:00:00.000Z'
  const draft = { kind: 'company', legalName: '上海顺达国际货运代理有限公司', owner: 'usr_wang' }
  const state = Customer.parse({ ...draft, id: `cus_${ulid()}`, registeredAt: at, changedAt: at })
  const events = [{ type: 'customer.registered', customer: state }] as const
  await ports.customers.commit({ id: state.id, expected: 0, before: undefined, state, events, context: contextOf() })
  return state.id
}

const asked = (customerId: string, ifMatch?: number) => ({
  path: { customerId },
  query: {},
  body: undefined,
  context: contextOf({ actor: { id: 'usr_wang', reach: { kind: 'own' } } satisfies Partial<Actor> }),
  ifMatch,
  ...newIds(undefined),
})
const versions = async (id: string) => [(await ports.customers.load(id))?.version, (await ports.reviews.load(reviewIdOf(id)))?.version]
const patch = { mainBusiness: '冷链' }

describe('a customer that is changed in its review', () => {
  it('and the review are one: whoever was first at the review in between is seen, and both are decided anew', async () => {
    const id = await register()
    let raced = 0
    const commitReviewed: ReviewedChangePorts['commitReviewed'] = async (...changes) => {
      raced += 1
      if (raced === 1) await confirm(ports, asked(id), undefined)
      return ports.commitReviewed(...changes)
    }
    const done = await changeReviewed({ ...ports, commitReviewed }, asked(id), patch)
    expect(done).toMatchObject({ ok: true, value: { version: 2, last: { outcome: 'changed', from: 1, to: 2 } } })
    expect([raced, ...(await versions(id))]).toEqual([2, 2, 2])
  })

  it('is left as it is where others are first each time, or the review is not the one that was seen', async () => {
    const id = await register()
    let round = 0
    const commitReviewed: ReviewedChangePorts['commitReviewed'] = async (customer, review) => {
      round += 1
      const [, version = 0] = await versions(id)
      return ports.commitReviewed(customer, { ...review, expected: version + round })
    }
    expect(await changeReviewed({ ...ports, commitReviewed }, asked(id), patch)).toEqual({
      ok: false,
      error: { code: 'version.contended' },
    })
    expect([round, ...(await versions(id))]).toEqual([6, 1, undefined])
    expect(await changeReviewed(ports, asked(id, 4), patch)).toEqual({ ok: false, error: { code: 'version.conflict', current: 0 } })
    expect(await versions(id)).toEqual([1, undefined])
  })

  it('may be handed on by it to a colleague, whose review it is from then on', async () => {
    const id = await register()
    const done = await changeReviewed(ports, asked(id), { owner: 'usr_zhao' })
    expect(done).toMatchObject({ ok: true, value: { customer: { owner: 'usr_zhao' }, last: { by: 'usr_wang', outcome: 'changed' } } })
    expect(await changeReviewed(ports, asked(id), patch)).toEqual({ ok: false, error: { code: 'access.out_of_scope' } })
  })
})
