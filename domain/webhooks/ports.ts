import type { FieldClass } from '../kernel/care/field-class.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Loaded, Store } from '../kernel/store.ts'
import type { WebhookEvent } from './events.ts'
import type { Webhook } from './webhook.ts'

export type WebhookStore = Store<Webhook | undefined, WebhookEvent>

/** The webhooks that were not removed, their secrets masked, the oldest first; never more than `mostWebhooks`. */
export type StandingWebhooks = () => Promise<readonly Loaded<Webhook>[]>

/** Those that were not removed, page by page, their secrets masked. */
export type WebhookList = (page: PageRequest) => Promise<Result<Page<Loaded<Webhook>>, BadCursor>>

/** One webhook, with those of its members in the clear whose classes are named. */
export type ReadWebhook = (id: string, sees: readonly FieldClass[]) => Promise<Loaded<Webhook> | undefined>
