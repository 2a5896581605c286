import type { Instant } from '../kernel/instant.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Loaded, Store } from '../kernel/store.ts'
import type { Delivery, DeliveryStatus, failures } from './delivery.ts'
import type { DeliveryEvent } from './events.ts'

export type DeliveryStore = Store<Delivery | undefined, DeliveryEvent>

export type DeliveryQueries = {
  /** The newest first; those that are still open, by record. */
  readonly list: (
    webhookId: string,
    status: DeliveryStatus | undefined,
    page: PageRequest,
  ) => Promise<Result<Page<Loaded<Delivery>>, BadCursor>>
  /** Open deliveries about one record, the earliest event first; a few of them. */
  readonly openOf: (webhookId: string, subjectId: string) => Promise<readonly { readonly deliveryId: string; readonly eventId: string }[]>
  /** The deliveries of events in a span of time, the earliest first, behind one of them; `more` says whether that is all. */
  readonly between: (
    webhookId: string,
    span: { readonly from: Instant; readonly to: Instant; readonly after: string | undefined; readonly limit: number },
  ) => Promise<{ readonly found: readonly Delivery[]; readonly more: boolean }>
}

export type Request = { readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body: string }

/** What came of a request: a status, or why there is none; the beginning of the answer's text, as it came. */
export type Outcome = {
  readonly status?: number | undefined
  readonly failure?: (typeof failures)[number] | undefined
  readonly milliseconds: number
  readonly said: string
}

/** Sends one request within ten seconds, to public addresses alone. Never throws for what the receiver or the way there did. */
export type Send = (request: Request) => Promise<Outcome>
