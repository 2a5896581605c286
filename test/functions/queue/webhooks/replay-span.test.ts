import * as fc from 'fast-check'
import { encodeTime } from 'ulid'
import { expect, it } from 'vitest'
import { deliveries } from '../../../../domain/deliveries/decide.ts'
import { Attempt, Delivery } from '../../../../domain/deliveries/delivery.ts'
import type { DeliveryEvent } from '../../../../domain/deliveries/events.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { days, hours, later } from '../../../../domain/kernel/later.ts'
import type { WebhookCommand } from '../../../../domain/webhooks/commands.ts'
import { webhooks } from '../../../../domain/webhooks/decide.ts'
import type { WebhookEvent } from '../../../../domain/webhooks/events.ts'
import { type Webhook, WebhookDraft } from '../../../../domain/webhooks/webhook.ts'
import { webhookDue } from '../../../../functions/queue/webhooks/replay-span.ts'
import type { WebhookPorts } from '../../../../functions/queue/webhooks/webhook-ports.ts'
import { execute } from '../../../../functions/runtime/execute.ts'
import { contextOf } from '../../../support/context.ts'
import { memoryStore } from '../../../support/memory-store.ts'

const start = Instant.parse('2026-11-21T08:30:00.000Z')
const webhookId = 'whk_01KAJ0000000000000000000AA'
const unused = () => Promise.reject(new Error('nothing is sent here'))

/** A webhook, and a delivery for every hour of forty days before `start`, all of them taken but for `missing`. */
const stage = async (missing: readonly number[] = []) => {
  const [receivers, sent] = [memoryStore<Webhook | undefined, WebhookEvent>(), memoryStore<Delivery | undefined, DeliveryEvent>()]
  let now = start
  const order = async (command: WebhookCommand) => {
    const done = await execute(webhooks, receivers, { id: webhookId, command, context: contextOf({ now }) })
    expect(done.ok).toBe(true)
  }
  const draft = WebhookDraft.parse({ url: 'https://tms.shunda.example/hook', eventTypes: ['customer.*'] })
  await order({
    type: 'subscribe',
    id: webhookId,
    draft,
    secret: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
    reachable: 'public',
    others: 0,
  })
  const whole = Array.from({ length: 40 * 24 }, (_, hour) => {
    const at = later(start, (hour - 40 * 24) * hours)
    const id = `whd_${encodeTime(Date.parse(at))}${'0'.repeat(16)}`
    const facts = { id, webhookId, eventId: 'evt_01KAJ0000000000000000000AA', eventType: 'customer.registered', happenedAt: at }
    const subject = { kind: 'customer', id: 'cus_01KAJ0000000000000000000AA' }
    const tried = { ...facts, subject, createdAt: at, tries: 1, deadline: later(at, 3 * days), attempts: [] }
    const ended = missing.includes(hour) ? { status: 'dead', diedAt: at } : { status: 'delivered', deliveredAt: at }
    return Delivery.parse({ ...tried, ...ended })
  })
  for (const state of whole) await sent.commit({ id: state.id, expected: 0, before: undefined, state, events: [], context: contextOf() })
  const again: number[] = []
  const ports: WebhookPorts = {
    webhooks: receivers,
    standing: async () => [],
    deliveries: () => ({
      load: sent.load,
      commit: (change) => {
        again.push(whole.findIndex(({ id }) => id === change.id))
        return sent.commit(change)
      },
    }),
    queries: {
      openOf: async () => [],
      between: async (_, { from, to, after, limit }) => {
        const loaded = await Promise.all(whole.map(({ id }) => sent.load(id)))
        const found = loaded
          .flatMap((one) => one?.state ?? [])
          .filter(({ id, happenedAt }) => from <= happenedAt && happenedAt <= to && (after === undefined || id > after))
        return { found: found.slice(0, limit), more: found.length > limit }
      },
    },
    event: unused,
    before: unused,
    send: unused,
    sign: () => ({}),
    now: () => now,
  }
  return {
    order,
    again,
    /** The clock goes on, and what is due is done. */
    pass: async (milliseconds: number) => {
      now = later(now, milliseconds)
      await webhookDue(ports, webhookId, contextOf({ now }))
    },
    /** What was sent again is taken. */
    take: async () => {
      const attempt = Attempt.parse({ at: now, milliseconds: 12, said: '', status: 200 })
      for (const hour of again.splice(0))
        await execute(deliveries, sent, { id: whole[hour]?.id ?? '', command: { type: 'record', attempt }, context: contextOf({ now }) })
    },
    running: async () => (await receivers.load(webhookId))?.state?.replay,
  }
}
const hourOf = (day: number) => (40 + day) * 24
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i)

it('a span that is sent again and interrupted by a pause goes on by itself: what was delivered behind it is not sent once more', async () => {
  const lost = hourOf(-2)
  const { order, again, pass, take, running } = await stage([lost])
  await order({ type: 'replay', from: later(start, -20 * days), to: later(start, -15 * days), only: 'all' })
  await order({ type: 'pause' })
  await order({ type: 'resume' })
  await pass(hours)
  expect(again).toEqual([...range(hourOf(-20), hourOf(-15)), lost])
  await take()
  await pass(hours)
  expect([again, await running()]).toEqual([[], undefined])
})

it('wherever a pause finds it, each of the span comes once and of all others what was not delivered', async () => {
  const facts = fc.record({
    from: fc.integer({ min: -29, max: -1 }),
    length: fc.integer({ min: 1, max: 29 }),
    only: fc.constantFrom('all', 'undelivered'),
    missing: fc.uniqueArray(fc.integer({ min: 0, max: 40 * 24 - 1 }), { maxLength: 20 }),
    reached: fc.integer({ min: 0, max: 40 * 24 }),
    pauses: fc.integer({ min: 1, max: 3 }),
  })
  await fc.assert(
    fc.asyncProperty(facts, async ({ from, length, only, missing, reached, pauses }) => {
      const to = Math.min(0, from + length)
      const { order, again, pass } = await stage(missing)
      await order({ type: 'replay', from: later(start, from * days), to: later(start, to * days), only })
      const after = `whd_${encodeTime(Date.parse(start) + (reached - 40 * 24) * hours)}${'0'.repeat(16)}`
      const isBegun = reached >= hourOf(from) && reached <= hourOf(to)
      if (isBegun) await order({ type: 'advance replay', to: later(start, to * days), after, sent: 0, nextAt: later(start, hours) })
      for (let n = 0; n < pauses; n += 1) {
        await order({ type: 'pause' })
        await order({ type: 'resume' })
      }
      await pass(hours)
      const asked = (hour: number) => hour >= hourOf(from) && hour <= hourOf(to)
      const isLeft = (hour: number) => asked(hour) && (missing.includes(hour) || (only === 'all' && !(isBegun && hour <= reached)))
      const isMissed = (hour: number) => hour >= hourOf(-3) && missing.includes(hour)
      expect(again).toEqual(range(0, 40 * 24 - 1).filter((hour) => isLeft(hour) || isMissed(hour)))
    }),
    { numRuns: 25 },
  )
}, 60_000)
