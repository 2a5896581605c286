import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DeliveryCommand, deliveries } from '../../../../domain/deliveries/decide.ts'
import { Attempt, Delivery } from '../../../../domain/deliveries/delivery.ts'
import type { DeliveryEvent } from '../../../../domain/deliveries/events.ts'
import { EventEnvelope } from '../../../../domain/kernel/event-envelope.ts'
import { EventId } from '../../../../domain/kernel/ids.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { days, later, minutes } from '../../../../domain/kernel/later.ts'
import type { Store } from '../../../../domain/kernel/store.ts'
import type { WebhookCommand } from '../../../../domain/webhooks/commands.ts'
import { webhooks } from '../../../../domain/webhooks/decide.ts'
import type { WebhookEvent } from '../../../../domain/webhooks/events.ts'
import { type Webhook, WebhookDraft } from '../../../../domain/webhooks/webhook.ts'
import { deliveryIdOf } from '../../../../functions/queue/webhooks/delivery-id.ts'
import { deliveryDue } from '../../../../functions/queue/webhooks/tell-webhooks.ts'
import type { WebhookPorts } from '../../../../functions/queue/webhooks/webhook-ports.ts'
import { execute } from '../../../../functions/runtime/execute.ts'
import { contextOf } from '../../../support/context.ts'
import { memoryStore } from '../../../support/memory-store.ts'

const start = Instant.parse('2026-11-21T08:30:00.000Z')
const at = (minute: number) => contextOf({ now: later(start, minute * minutes) })
const webhookId = 'whk_01KAJ0000000000000000000AA'
const eventId = EventId.parse('evt_01KAJ0000000000000000000AA')
const subject = { kind: 'customer', id: 'cus_01KAJ0000000000000000000AA' }
const id = deliveryIdOf(webhookId, eventId)

/** A webhook whose receiver refused its one event, and takes it from now on. */
const stage = async () => {
  const [receivers, sent] = [memoryStore<Webhook | undefined, WebhookEvent>(), memoryStore<Delivery | undefined, DeliveryEvent>()]
  const draft = WebhookDraft.parse({ url: 'https://tms.shunda.example/hook', eventTypes: ['customer.*'] })
  const secret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`
  const known: readonly WebhookCommand[] = [
    { type: 'subscribe', id: webhookId, draft, secret, reachable: 'public', others: 0 },
    { type: 'note refused' },
  ]
  for (const command of known) await execute(webhooks, receivers, { id: webhookId, command, context: at(0) })
  const told = { id, webhookId, eventId, eventType: 'customer.registered', subject, happenedAt: start }
  const listening = { eventTypes: ['customer.*'], hears: ['customer'] }
  const refused = Attempt.parse({ at: start, milliseconds: 12, said: '', status: 500, failure: 'status' })
  const tried: readonly DeliveryCommand[] = [
    { type: 'create', told, receiver: 'active', behindEarlier: false, listening },
    { type: 'record', attempt: refused },
  ]
  for (const command of tried) await execute(deliveries, sent, { id, command, context: at(0) })
  const event = EventEnvelope.parse({
    id: eventId,
    type: 'customer.registered',
    schema: 1,
    at: start,
    actor: { id: 'usr_1', roles: [] },
    subject,
    version: 1,
    about: [],
    traceId: 'trace-test',
    data: { type: 'customer.registered' },
  })
  let asked = 0
  const ports: WebhookPorts = {
    webhooks: receivers,
    standing: async () => [],
    deliveries: () => sent,
    queries: { openOf: async () => [], between: async () => ({ found: [], more: false }) },
    event: async () => event,
    before: async () => undefined,
    send: async () => {
      asked += 1
      return { status: 200, milliseconds: 12, said: 'thank you', failure: undefined }
    },
    sign: () => ({}),
    now: () => at(5).now,
  }
  /** One who dies when the webhook is to be told. */
  const dying: WebhookPorts = { ...ports, webhooks: { ...receivers, commit: () => Promise.reject(new Error('killed')) } }
  const failing = async () => (await receivers.load(webhookId))?.state?.failing
  return { ports, dying, failing, asked: () => asked, told: receivers.events, receivers, sent }
}

it('a worker that died before the webhook heard that its receiver took something is made up for by the next, and nothing is sent again', async () => {
  const { ports, dying, failing, asked, told } = await stage()
  await expect(deliveryDue(dying, { webhookId, id }, at(5))).rejects.toThrow('killed')
  expect(await failing()).toBeDefined()
  await deliveryDue(ports, { webhookId, id }, at(6))
  await deliveryDue(ports, { webhookId, id }, at(7))
  expect([await failing(), asked()]).toEqual([undefined, 1])
  expect(told.filter(({ type }) => type === 'webhook.recovered')).toHaveLength(1)
})

it('a message of something that was taken before the webhook began to fail changes nothing', async () => {
  const { ports, failing } = await stage()
  await deliveryDue(ports, { webhookId, id }, at(5))
  await execute(webhooks, ports.webhooks, { id: webhookId, command: { type: 'note refused' }, context: at(6) })
  await deliveryDue(ports, { webhookId, id }, at(7))
  expect(await failing()).toMatchObject({ since: at(6).now })
})

describe('two requests to one receiver at once', () => {
  const eventOf = (n: number) => EventId.parse(`evt_01KAJ0000000000000000000A${n}`)
  const [refusedId, takenId] = [1, 2].map((n) => deliveryIdOf(webhookId, eventOf(n)))

  /** A webhook that does not fail, and two deliveries of different records: its receiver refuses the first and takes the second. */
  const two = async (isTaken: (event: string) => boolean = (event) => event === eventOf(2)) => {
    const { ports, told, receivers, sent } = await stage()
    await execute(webhooks, receivers, { id: webhookId, command: { type: 'note accepted' }, context: at(1) })
    for (const n of [1, 2]) {
      const about = { kind: 'customer', id: `cus_01KAJ0000000000000000000A${n}` }
      const facts = {
        id: deliveryIdOf(webhookId, eventOf(n)),
        webhookId,
        eventId: eventOf(n),
        eventType: 'customer.registered',
        subject: about,
      }
      const pending = { ...facts, happenedAt: start, createdAt: start, tries: 0, deadline: later(start, 3 * days), attempts: [] }
      const state = Delivery.parse({ ...pending, status: 'pending', nextAt: start })
      await sent.commit({ id: state.id, expected: 0, before: undefined, state, events: [], context: at(0) })
    }
    const answer = (event: string) => ({ status: isTaken(event) ? 200 : 500, failure: isTaken(event) ? undefined : ('status' as const) })
    const racing: WebhookPorts = {
      ...ports,
      event: async (_, id) => {
        const event = await ports.event('', id)
        return event && { ...event, id: EventId.parse(id) }
      },
      sign: ({ id: event }) => ({ 'webhook-id': event }),
      send: async ({ headers }) => ({ milliseconds: 12, said: '', ...answer(headers['webhook-id'] ?? '') }),
    }
    const failing = async () => (await receivers.load(webhookId))?.state?.failing
    return { racing, failing, told, sent, receivers }
  }
  const turn = (ports: WebhookPorts, which: string | undefined) => deliveryDue(ports, { webhookId, id: which ?? '' }, at(5))

  it('of which one is refused while the other is under way, and that one taken: the webhook does not fail', async () => {
    const { racing, failing } = await two()
    let refused = false
    const send: WebhookPorts['send'] = async (request) => {
      // The other one begins to fail within the request that is taken.
      if (!refused) {
        refused = true
        await turn(racing, refusedId)
        expect(await failing()).toBeDefined()
      }
      return racing.send(request)
    }
    await turn({ ...racing, send }, takenId)
    expect(await failing()).toBeUndefined()
  })

  it('that are both taken while nothing fails write nothing of the webhook', async () => {
    const { racing, receivers } = await two(() => true)
    const before = receivers.commits.length
    await Promise.all([turn(racing, refusedId), turn(racing, takenId)])
    expect(receivers.commits.length).toBe(before)
  })

  it('end in whatever order: after what was taken behind the beginning of its failing, a webhook fails no more', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), async (s) => {
        const { racing, failing } = await two()
        const order: string[] = []
        const noting = <State, Event extends { readonly type: string }>(store: Store<State, Event>): Store<State, Event> => ({
          load: s.scheduleFunction(store.load),
          commit: s.scheduleFunction(async (change) => {
            const done = await store.commit(change)
            if (done.ok) order.push(...change.events.map(({ type }) => type))
            return done
          }),
        })
        const ports: WebhookPorts = {
          ...racing,
          webhooks: noting(racing.webhooks),
          deliveries: (of) => noting(racing.deliveries(of)),
          send: s.scheduleFunction(racing.send),
        }
        const both = Promise.all([turn(ports, refusedId), turn(ports, takenId)])
        await s.waitFor(both)
        const [began, taken] = [order.indexOf('webhook.failing'), order.indexOf('delivery.accepted')]
        expect(began).toBeGreaterThanOrEqual(0)
        if (taken > began) expect(await failing()).toBeUndefined()
      }),
      { numRuns: 200 },
    )
  })
})
