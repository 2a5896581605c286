import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { Table } from '../../../adapters/dynamo/table/table.ts'
import { deliveryStore } from '../../../adapters/dynamo/webhooks/delivery-store.ts'
import { type DeliveryCommand, deliveries } from '../../../domain/deliveries/decide.ts'
import { deliveryIdOf } from '../../../functions/queue/webhooks/delivery-id.ts'
import { execute } from '../../../functions/runtime/execute.ts'
import { contextOf } from '../context.ts'
import type { Requests } from '../every-request.ts'
import type { Meter } from '../metered.ts'

/** Nothing of the kind happens here: what follows other requests is measured where no webhook listens. */
const draftFor = ({ receiver }: Meter) => ({ url: `${receiver}/hook`, eventTypes: ['improvement.fell_late'], description: 'TMS 同步' })
const [all, one] = ['/v1/webhooks', '/v1/webhooks/{webhookId}']
const newWebhook = async (meter: Meter) => ({ webhookId: String((await meter.ask(`POST ${all}`, { body: draftFor(meter) })).id) })

const tableOf = ({ engines }: Meter): Table => {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' }
  const client = new DynamoDBClient({ region: 'us-east-1', credentials, endpoint: engines.table.url })
  const name = engines.tables.find(({ expiry }) => expiry)?.name ?? ''
  return new Table(DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } }), name)
}

/** Only the job makes deliveries; here one that got through. */
const newDelivery = async (meter: Meter) => {
  const { webhookId } = await newWebhook(meter)
  const [happened] = await meter.happening('POST /v1/customers', { body: { kind: 'individual', name: '李娜' } })
  if (!happened) throw new Error('a new customer left no event')
  const { id: eventId, type: eventType, subject, at: happenedAt } = happened.event
  const id = deliveryIdOf(webhookId, eventId)
  const context = contextOf({ now: meter.now() })
  const told = { id, webhookId, eventId, eventType, subject, happenedAt }
  const commands: readonly DeliveryCommand[] = [
    { type: 'create', told, receiver: 'active', behindEarlier: false, listening: { eventTypes: ['*'], hears: ['customer'] } },
    { type: 'record', attempt: { at: context.now, status: 200, milliseconds: 40, said: 'thank you' } },
  ]
  for (const command of commands) await execute(deliveries, deliveryStore(tableOf(meter), webhookId), { id, command, context })
  return { webhookId, deliveryId: id }
}

export const webhookReads = async (meter: Meter): Promise<Requests> => {
  const { webhookId, deliveryId } = await newDelivery(meter)
  return {
    [`GET ${all}`]: () => ({}),
    [`GET ${one}`]: () => ({ path: { webhookId } }),
    [`GET ${one}/deliveries`]: () => ({ path: { webhookId } }),
    [`GET ${one}/deliveries/{deliveryId}`]: () => ({ path: { webhookId, deliveryId } }),
  }
}

export const webhookWrites = async (meter: Meter): Promise<Requests> => {
  const path = await newWebhook(meter)
  const delivered = await newDelivery(meter)
  let n = 0
  const another = async () => ({ path: await newWebhook(meter) })
  const ago = (milliseconds: number) => new Date(Date.parse(meter.now()) - milliseconds).toISOString()
  return {
    [`POST ${all}`]: () => ({ body: draftFor(meter) }),
    [`PATCH ${one}`]: () => {
      n += 1
      return { path, body: { description: `TMS ${1000 + n}` } }
    },
    [`POST ${one}/rotate-secret`]: () => ({ path, body: {} }),
    [`POST ${one}/pause`]: another,
    [`POST ${one}/resume`]: async () => {
      const asked = await another()
      await meter.ask(`POST ${one}/pause`, asked)
      return asked
    },
    [`POST ${one}/remove`]: another,
    [`POST ${one}/test`]: () => ({ path }),
    [`POST ${one}/replay`]: async () => ({
      ...(await another()),
      body: { from: ago(60 * 60_000), to: ago(1000) },
    }),
    [`POST ${one}/deliveries/{deliveryId}/replay`]: () => ({ path: delivered }),
  }
}
