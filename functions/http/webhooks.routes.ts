import * as z from 'zod'
import { Instant } from '../../domain/kernel/instant.ts'
import { hours } from '../../domain/kernel/later.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import type { WebhookCommand } from '../../domain/webhooks/commands.ts'
import { longestOverlap, usualOverlapHours, WebhookDraft, WebhookPatch } from '../../domain/webhooks/webhook.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import type { RefusalCode } from '../runtime/messages.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { deliveryRoutes } from './deliveries.routes.ts'
import { WebhookAnswer, webhookAnswer } from './webhook-answer.ts'
import { change, outOfReach, type WebhookRoutePorts, webhookIn, webhookSeen } from './webhook-change.ts'

const sealed = ['sealed.unreadable', 'access.out_of_scope', 'webhook.not_found'] as const
const onExisting = [...sealed, 'webhook.removed', 'version.conflict', 'version.contended'] as const

/** `PT24H` would be another way to say it; hours are what the field shows. */
const Rotation = z.strictObject({
  /** For how long the former secret counts beside the new one. */
  overlapHours: z
    .int()
    .min(0)
    .max(longestOverlap / hours)
    .default(usualOverlapHours),
})
const Span = z.strictObject({ from: Instant, to: Instant, only: z.enum(['all', 'undelivered']).default('all') })

type Step<Body extends z.ZodType> = {
  readonly summary: string
  readonly body: Body
  readonly example?: z.input<Body>
  readonly refusals?: readonly RefusalCode[]
  readonly command: (body: z.output<Body>, ports: WebhookRoutePorts) => WebhookCommand
}

/** An operation that changes one webhook. */
const step = <Body extends z.ZodType>({ command, refusals = [], ...record }: Step<Body>) =>
  route({
    ...record,
    permission: 'webhooks:write',
    query: noQuery,
    answer: WebhookAnswer,
    status: 200,
    refusals: [...onExisting, ...refusals],
    run: (ports: WebhookRoutePorts, request) => change(ports, command(request.body, ports), { id: webhookIn(request), request }),
  })

export const webhookRoutes: Routes<WebhookRoutePorts> = {
  'POST /v1/webhooks': route({
    summary: 'Have events sent to an address; the answer shows the secret, this once',
    permission: 'webhooks:write',
    query: noQuery,
    body: WebhookDraft,
    answer: WebhookAnswer,
    status: 201,
    example: { url: 'https://tms.shunda.example/hooks/lading', eventTypes: ['customer.*', 'note.written'], description: 'TMS 同步' },
    refusals: ['request.invalid', 'access.out_of_scope', 'webhook.too_many', 'version.contended'],
    // The answer holds the secret and is not kept. The same key makes the same id and secret, so nothing comes twice.
    unrepeatable: true,
    run: async (ports: WebhookRoutePorts, request) => {
      const id = await request.newId('webhook')
      const [secret, others] = [await ports.secretFor(id), (await ports.standing()).length]
      const command = { type: 'subscribe', id, draft: request.body, secret, reachable: ports.reachable, others } as const
      return change(ports, command, { id, request, shown: secret })
    },
  }),

  'GET /v1/webhooks': route({
    summary: 'List the webhooks',
    permission: 'webhooks:read',
    query: z.strictObject(pageQuery),
    body: noBody,
    answer: pageOf(WebhookAnswer),
    status: 200,
    refusals: ['access.out_of_scope', 'request.invalid', 'request.cursor_invalid'],
    run: async (ports: WebhookRoutePorts, request) => {
      const refused = outOfReach(request)
      if (refused) return refuse(refused)
      const found = await ports.list(pageRequest(request.query, request.context.actor))
      return found.ok ? ok({ items: found.value.items.map((one) => webhookAnswer(one)), next: found.value.next }) : found
    },
  }),

  'GET /v1/webhooks/{webhookId}': route({
    summary: 'Read one webhook, also one that was removed',
    permission: 'webhooks:read',
    query: noQuery,
    body: noBody,
    answer: WebhookAnswer,
    status: 200,
    refusals: ['access.out_of_scope', 'webhook.not_found'],
    run: async (ports: WebhookRoutePorts, request) => {
      const found = await webhookSeen(ports, request)
      return found.ok ? ok(webhookAnswer(found.value)) : found
    },
  }),

  'PATCH /v1/webhooks/{webhookId}': step({
    summary: 'Change where a webhook points to, what it is told, or who is told when it fails',
    body: WebhookPatch,
    example: { eventTypes: ['customer.registered', 'customer.changed'] },
    refusals: ['request.invalid'],
    command: (patch, { reachable }) => ({ type: 'change', patch, reachable }),
  }),

  'POST /v1/webhooks/{webhookId}/rotate-secret': route({
    summary: 'Replace the secret; for a while both count. The answer shows the new one, this once',
    permission: 'webhooks:write',
    query: noQuery,
    body: Rotation,
    answer: WebhookAnswer,
    status: 200,
    example: { overlapHours: 24 },
    refusals: [...onExisting, 'request.invalid'],
    unrepeatable: true,
    run: async (ports: WebhookRoutePorts, request) => {
      const secret = await ports.secretFor(`${webhookIn(request)}\n${await request.newId('event')}`)
      const command = { type: 'rotate secret', secret, overlapHours: request.body.overlapHours } as const
      return change(ports, command, { id: webhookIn(request), request, shown: secret })
    },
  }),

  'POST /v1/webhooks/{webhookId}/pause': step({
    summary: 'Send nothing for now; what happens meanwhile is kept',
    body: noBody,
    command: () => ({ type: 'pause' }),
  }),

  'POST /v1/webhooks/{webhookId}/resume': step({
    summary: 'Send again, what was missed first',
    body: noBody,
    command: () => ({ type: 'resume' }),
  }),

  'POST /v1/webhooks/{webhookId}/remove': step({
    summary: 'End a webhook for good',
    body: noBody,
    command: () => ({ type: 'remove' }),
  }),

  'POST /v1/webhooks/{webhookId}/test': step({
    summary: 'Send a `webhook.ping` to this webhook, whatever it listens to',
    body: noBody,
    refusals: ['webhook.paused'],
    command: () => ({ type: 'ping' }),
  }),

  'POST /v1/webhooks/{webhookId}/replay': step({
    summary: 'Send the events of a span of time again, all of them or those that never got through',
    body: Span,
    example: { from: '2026-11-20T00:00:00Z', to: '2026-11-20T12:00:00Z', only: 'undelivered' },
    refusals: ['request.invalid', 'webhook.paused', 'webhook.span_invalid', 'webhook.replay_under_way'],
    command: (span) => ({ type: 'replay', ...span }),
  }),

  ...deliveryRoutes,
}
