import { expect, it } from 'vitest'
import { reviews as decider } from '../../../../domain/reviews/decide.ts'
import type { ReviewEvent } from '../../../../domain/reviews/events.ts'
import { type Review, reviewIdOf } from '../../../../domain/reviews/review.ts'
import { hearFrom, isOwnWord } from '../../../../functions/queue/care/hear-from.ts'
import { Notice } from '../../../../functions/queue/job.ts'
import { contextOf } from '../../../support/context.ts'
import { memoryStore } from '../../../support/memory-store.ts'

const [here, former, individual] = ['cus_01KAJ0000000000000000000AA', 'cus_01KAJ0000000000000000000BB', 'cus_01KAJ0000000000000000000CC']
const person = 'con_01KAJ0000000000000000000AA'
const context = contextOf({ now: '2026-03-04T01:12:05.000Z', actor: { id: 'system', roles: ['system'] } })
const at = '2026-03-04T01:12:00.000Z'

const confirmed = (kind: 'contact' | 'customer', id: string, about: readonly string[]) =>
  Notice.parse({
    id: 'evt_01KAJ0000000000000000000AA',
    type: `${kind}.confirmed`,
    schema: 1,
    at,
    actor: { id, roles: [kind] },
    subject: { kind, id },
    version: 2,
    about,
    traceId: 'trace',
  })

/** Customers with a review each; the contact is at the first of them now, and was at the second. */
const stage = async () => {
  const store = memoryStore<Review | undefined, ReviewEvent>()
  const customer = { tier: 'vip', owner: 'usr_wang' }
  for (const customerId of [here, former, individual]) {
    const plan = { customerId, customer, since: '2026-01-01', days: 90, dueOn: '2026-04-01', at } as const
    const event = { type: 'review.scheduled', ...plan } as ReviewEvent
    const state = decider.evolve(undefined, event)
    await store.commit({ id: reviewIdOf(customerId), expected: 0, before: undefined, state, events: [event], context })
  }
  const hear = hearFrom({ reviews: store, isAt: async (_contact, customerId) => customerId === here })
  const heardAt = async (customerId: string) => (await store.load(reviewIdOf(customerId)))?.state?.heard
  return { hear, heardAt, store }
}

it('what a contact says of themselves is noted at the customers where they are now, however often it is told', async () => {
  const { hear, heardAt, store } = await stage()
  const notice = confirmed('contact', person, [here, former])
  expect(isOwnWord(notice)).toBe(true)
  await hear(notice, context)
  await hear(notice, context)
  expect(await heardAt(here)).toEqual([{ who: person, at }])
  expect(await heardAt(former)).toBeUndefined()
  expect(store.events.filter(({ type }) => type === 'review.heard')).toHaveLength(1)
})

it('what an individual says of themselves is noted at the customer that they are', async () => {
  const { hear, heardAt } = await stage()
  await hear(confirmed('customer', individual, [individual]), context)
  expect(await heardAt(individual)).toEqual([{ who: individual, at }])
})

it('what a colleague writes down of them is no word of theirs', () => {
  expect(['contact.changed', 'customer.changed'].map((type) => isOwnWord({ type }))).toEqual([false, false])
})
