import type { Store } from '../kernel/store.ts'
import type { WebhookEvent } from './events.ts'
import type { Webhook } from './webhook.ts'

export type WebhookStore = Store<Webhook | undefined, WebhookEvent>

/** The webhooks that were not removed, their secrets masked, the oldest first; never more than `mostWebhooks`. */
export type StandingWebhooks = () => Promise<readonly { readonly state: Webhook; readonly version: number }[]>
