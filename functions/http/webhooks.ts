import { createHmac } from 'node:crypto'
import { deliveryQueries } from '../../adapters/dynamo/webhooks/delivery-queries.ts'
import { deliveryStore } from '../../adapters/dynamo/webhooks/delivery-store.ts'
import { standingWebhooks, webhookList, webhookStore } from '../../adapters/dynamo/webhooks/webhook-store.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { purposes } from '../runtime/purposes.ts'
import { reachableIn } from '../runtime/reachable.ts'
import { repeatable } from './repeatable.ts'
import { sealing } from './sealing.ts'
import { webhookRoutes } from './webhooks.routes.ts'

const base = sealing(process.env)
const { table, cursors, vault, derived } = base
const key = derived(purposes.webhookSecret)
const store = webhookStore(table, vault)

export const handler = httpHandler(webhookRoutes, {
  ports: {
    webhooks: store,
    read: store.read,
    list: webhookList(table, cursors),
    standing: standingWebhooks(table),
    deliveries: (webhookId: string) => deliveryStore(table, webhookId),
    queries: deliveryQueries(table, cursors),
    reachable: reachableIn(Environment.pick({ LOOPBACK_TARGETS: true }).parse(process.env)),
    secretFor: async (cause: string) =>
      `whsec_${createHmac('sha256', await key())
        .update(cause)
        .digest('base64')}`,
  },
  once: repeatable(base, 'webhooks'),
})
