import * as z from 'zod'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { Ordered, pauseReasons, Replay, Webhook, WebhookSecret } from './webhook.ts'

const doing = { at: Instant, by: UserId }
const setting = Webhook.pick({ url: true, eventTypes: true, description: true, owner: true, hears: true })

/** What can happen to a webhook. */
export const WebhookEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('webhook.subscribed'), webhook: Webhook }),
  z.strictObject({ type: z.literal('webhook.changed'), from: setting, to: setting, ...doing }),
  z.strictObject({ type: z.literal('webhook.secret_rotated'), secret: WebhookSecret, formerEndsAt: Instant, ...doing }),
  z.strictObject({ type: z.literal('webhook.secret_ended'), at: Instant }),
  z.strictObject({ type: z.literal('webhook.paused'), reason: z.enum(pauseReasons), owner: UserId, ...doing }),
  z.strictObject({ type: z.literal('webhook.resumed'), ...doing }),
  z.strictObject({ type: z.literal('webhook.removed'), ...doing }),
  z.strictObject({ type: z.literal('webhook.failing'), at: Instant }),
  z.strictObject({ type: z.literal('webhook.event_lost'), deliveryId: z.string(), at: Instant }),
  z.strictObject({ type: z.literal('webhook.recovered'), at: Instant }),
  z.strictObject({ type: z.literal('webhook.replay_begun'), replay: Replay, ...doing }),
  z.strictObject({ type: z.literal('webhook.replay_advanced'), after: z.string().optional(), sent: z.int(), nextAt: Instant }),
  z.strictObject({ type: z.literal('webhook.replay_ended'), sent: z.int(), at: Instant }),
  z.strictObject({ type: z.literal('webhook.redelivery_ordered'), order: Ordered, ...doing }),
  z.strictObject({ type: z.literal('webhook.ping'), ...doing }),
])
export type WebhookEvent = z.infer<typeof WebhookEvent>

const without = (webhook: Webhook, member: 'former' | 'failing' | 'replay'): Webhook => {
  const { former, failing, replay, ...rest } = webhook
  return {
    ...rest,
    ...(former && member !== 'former' && { former }),
    ...(failing && member !== 'failing' && { failing }),
    ...(replay && member !== 'replay' && { replay }),
  }
}

const ofDelivering = (webhook: Webhook, event: WebhookEvent): Webhook => {
  switch (event.type) {
    case 'webhook.failing':
      return { ...webhook, failing: { since: event.at, lost: 0 } }
    case 'webhook.event_lost':
      return { ...webhook, failing: { since: webhook.failing?.since ?? event.at, lost: (webhook.failing?.lost ?? 0) + 1 } }
    case 'webhook.recovered':
      return without(webhook, 'failing')
    case 'webhook.replay_begun':
      return { ...webhook, replay: event.replay }
    case 'webhook.replay_advanced':
      return webhook.replay
        ? { ...webhook, replay: { ...webhook.replay, after: event.after, sent: event.sent, nextAt: event.nextAt } }
        : webhook
    case 'webhook.replay_ended':
      return without(webhook, 'replay')
    default:
      return webhook
  }
}

/** What an event makes of a webhook. */
export const evolve = (webhook: Webhook | undefined, event: WebhookEvent): Webhook | undefined => {
  if (event.type === 'webhook.subscribed') return event.webhook
  if (!webhook) return undefined
  switch (event.type) {
    case 'webhook.changed': {
      const { description: _, ...rest } = webhook
      return { ...rest, ...event.to }
    }
    case 'webhook.secret_rotated':
      return { ...webhook, secret: event.secret, former: { secret: webhook.secret, endsAt: event.formerEndsAt } }
    case 'webhook.secret_ended':
      return without(webhook, 'former')
    case 'webhook.paused':
      return { ...webhook, standing: { status: 'paused', reason: event.reason, since: event.at } }
    case 'webhook.resumed':
      return { ...without(webhook, 'failing'), standing: { status: 'active' } }
    case 'webhook.removed':
      return { ...webhook, standing: { status: 'removed', since: event.at } }
    default:
      return ofDelivering(webhook, event)
  }
}
