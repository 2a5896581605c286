import { eventBefore } from '../../adapters/dynamo/events/event-before.ts'
import { eventIn } from '../../adapters/dynamo/events/event-log.ts'
import { deliveryLookup } from '../../adapters/dynamo/webhooks/delivery-queries.ts'
import { deliveryStore } from '../../adapters/dynamo/webhooks/delivery-store.ts'
import { standingWebhooks, webhookStore } from '../../adapters/dynamo/webhooks/webhook-store.ts'
import { sender } from '../../adapters/webhooks/send.ts'
import { signedHeaders } from '../../adapters/webhooks/signature.ts'
import { sealedTable } from '../http/sealed-table.ts'
import { Environment } from '../runtime/environment.ts'
import { now } from '../runtime/now.ts'
import { reachableIn } from '../runtime/reachable.ts'
import { tellOpening } from '../runtime/tell-opening.ts'
import { jobHandler } from './job.ts'
import { webhookDue } from './webhooks/replay-span.ts'
import { deliveryDue, tellWebhooks } from './webhooks/tell-webhooks.ts'

const env = Environment.pick({ LOOPBACK_TARGETS: true }).parse(process.env)
const { table, vault } = sealedTable(process.env, tellOpening)
const ports = {
  webhooks: webhookStore(table, vault),
  standing: standingWebhooks(table),
  deliveries: (webhookId: string) => deliveryStore(table, webhookId),
  queries: deliveryLookup(table),
  event: eventIn(table),
  before: eventBefore(table),
  send: sender({ reachable: reachableIn(env) }),
  sign: signedHeaders,
  now,
}

/** By what the clock names a delivery: its webhook, a stroke, its own id. */
const whichIn = (dueId: string) => {
  const [webhookId = '', id = ''] = dueId.split('/')
  return { webhookId, id }
}

/** Events to the webhooks that listen to them, and to those that did not take them, again. */
export const handler = jobHandler({
  happened: (notice, context) => tellWebhooks(ports, notice, context),
  due: {
    delivery: (dueId, context) => deliveryDue(ports, whichIn(dueId), context),
    webhook: (webhookId, context) => webhookDue(ports, webhookId, context),
  },
})
