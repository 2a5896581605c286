import type { Finding } from '../kernel/finding.ts'
import type { EventId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import type { Reachable } from './target.ts'
import type { Replay, WebhookDraft, WebhookPatch } from './webhook.ts'

export type Subscribe = {
  readonly type: 'subscribe'
  readonly id: string
  readonly draft: WebhookDraft
  /** A new secret: nothing here is random. */
  readonly secret: string
  readonly reachable: Reachable
  /** How many webhooks the firm has, counted ahead. */
  readonly others: number
}

/** What somebody wants of a webhook. */
type Asked =
  | Subscribe
  | { readonly type: 'change'; readonly patch: WebhookPatch; readonly reachable: Reachable }
  | { readonly type: 'rotate secret'; readonly secret: string; readonly overlapHours: number }
  | { readonly type: 'pause' | 'resume' | 'remove' }
  | { readonly type: 'ping' }
  | { readonly type: 'replay'; readonly from: Instant; readonly to: Instant; readonly only: Replay['only'] }
  | { readonly type: 'order redelivery'; readonly deliveryId: string; readonly eventId: EventId }

/** What the job found out. */
type Learnt =
  | { readonly type: 'note accepted' | 'note refused' | 'note gone' | 'fall due' }
  | { readonly type: 'note lost'; readonly deliveryId: string }
  /** So far the replay that reaches up to `to` has come; `nextAt` is missing at its end. */
  | {
      readonly type: 'advance replay'
      readonly to: Instant
      readonly after: string | undefined
      readonly sent: number
      readonly nextAt: Instant | undefined
    }

export type WebhookCommand = Asked | Learnt

export type WebhookRefusal =
  | { readonly code: 'request.invalid'; readonly findings: readonly Finding[] }
  | { readonly code: 'access.out_of_scope' | 'webhook.not_found' | 'webhook.removed' | 'webhook.paused' | 'webhook.replay_under_way' }
  | { readonly code: 'webhook.too_many'; readonly most: number }
  | { readonly code: 'webhook.span_invalid'; readonly days: number }
