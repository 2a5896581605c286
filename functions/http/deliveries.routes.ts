import * as z from 'zod'
import { deliveryStatuses } from '../../domain/deliveries/delivery.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'
import { DeliveryAnswer, DeliveryRow, deliveryAnswer, deliveryRow } from './webhook-answer.ts'
import { change, type WebhookRoutePorts, webhookIn, webhookSeen } from './webhook-change.ts'

const onReading = ['access.out_of_scope', 'webhook.not_found', 'delivery.not_found'] as const

/** The delivery of the path, for whoever may look at its webhook. */
const deliverySeen = async (ports: WebhookRoutePorts, request: Asked) => {
  const webhook = await webhookSeen(ports, request)
  if (!webhook.ok) return webhook
  const found = await ports.deliveries(webhookIn(request)).load(idIn(request, 'deliveryId'))
  return found?.state ? ok({ state: found.state, version: found.version }) : refuse({ code: 'delivery.not_found' as const })
}

export const deliveryRoutes: Routes<WebhookRoutePorts> = {
  'GET /v1/webhooks/{webhookId}/deliveries': route({
    summary: 'List what was sent to a webhook in the last month, the newest first; what is still under way by record',
    permission: 'webhooks:read',
    query: z.strictObject({ status: z.enum(deliveryStatuses).optional(), ...pageQuery }),
    body: noBody,
    answer: pageOf(DeliveryRow),
    status: 200,
    refusals: ['access.out_of_scope', 'webhook.not_found', 'request.invalid', 'request.cursor_invalid'],
    run: async (ports: WebhookRoutePorts, request) => {
      const webhook = await webhookSeen(ports, request)
      if (!webhook.ok) return webhook
      const { query, context } = request
      const found = await ports.queries.list(webhookIn(request), query.status, pageRequest(query, context.actor))
      return found.ok ? ok({ items: found.value.items.map(deliveryRow), next: found.value.next }) : found
    },
  }),

  'GET /v1/webhooks/{webhookId}/deliveries/{deliveryId}': route({
    summary: 'Read one delivery with its attempts: when, what came back, how long it took',
    permission: 'webhooks:read',
    query: noQuery,
    body: noBody,
    answer: DeliveryAnswer,
    status: 200,
    refusals: onReading,
    run: async (ports: WebhookRoutePorts, request) => {
      const found = await deliverySeen(ports, request)
      return found.ok ? ok(deliveryAnswer(found.value)) : found
    },
  }),

  'POST /v1/webhooks/{webhookId}/deliveries/{deliveryId}/replay': route({
    summary: 'Send one event again, under the same id; the answer is the delivery as it stands before that',
    permission: 'webhooks:write',
    query: noQuery,
    body: noBody,
    answer: DeliveryAnswer,
    status: 200,
    refusals: [...onReading, 'webhook.removed', 'webhook.paused', 'version.contended', 'version.conflict', 'sealed.unreadable'],
    run: async (ports: WebhookRoutePorts, request) => {
      const found = await deliverySeen(ports, request)
      if (!found.ok) return found
      const { id, eventId } = found.value.state
      // The order is kept as an event of the webhook, with who gave it; the job carries it out.
      const command = { type: 'order redelivery', deliveryId: id, eventId } as const
      const ordered = await change(ports, command, { id: webhookIn(request), request: { ...request, ifMatch: undefined } })
      return ordered.ok ? ok(deliveryAnswer(found.value)) : ordered
    },
  }),
}
