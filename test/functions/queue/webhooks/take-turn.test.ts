import { expect, it } from 'vitest'
import { type DeliveryCommand, deliveries } from '../../../../domain/deliveries/decide.ts'
import { Attempt, type Delivery } from '../../../../domain/deliveries/delivery.ts'
import type { DeliveryEvent } from '../../../../domain/deliveries/events.ts'
import { EventEnvelope } from '../../../../domain/kernel/event-envelope.ts'
import { EventId } from '../../../../domain/kernel/ids.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { later, minutes } from '../../../../domain/kernel/later.ts'
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
  return { ports, dying, failing, asked: () => asked, told: receivers.events }
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
