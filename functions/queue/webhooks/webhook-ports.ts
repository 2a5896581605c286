import type { DeliveryQueries, DeliveryStore, Send } from '../../../domain/deliveries/ports.ts'
import type { EventEnvelope } from '../../../domain/kernel/event-envelope.ts'
import type { Instant } from '../../../domain/kernel/instant.ts'
import type { Store } from '../../../domain/kernel/store.ts'
import type { StandingWebhooks, WebhookStore } from '../../../domain/webhooks/ports.ts'

/** What the job of webhooks works with. */
export type WebhookPorts = {
  readonly webhooks: WebhookStore
  readonly standing: StandingWebhooks
  readonly deliveries: (webhookId: string) => DeliveryStore
  readonly queries: Pick<DeliveryQueries, 'openOf' | 'between'>
  readonly event: (subjectId: string, eventId: string) => Promise<EventEnvelope | undefined>
  /** What happened to a record right before an event of it. */
  readonly before: (subjectId: string, eventId: string) => Promise<EventEnvelope | undefined>
  readonly send: Send
  /** The headers that say who sent it, `at` in milliseconds since 1970, under each secret. */
  readonly sign: (
    signed: { readonly id: string; readonly at: number; readonly body: string },
    secrets: readonly string[],
  ) => Readonly<Record<string, string>>
  /** The moment now: between the two ends of a request to a receiver, time passes. */
  readonly now: () => Instant
}

/** A store that also tells what was committed through it: whoever committed that an attempt begins is the one to make it. */
export const watched = <State, Event>(store: Store<State, Event>) => {
  const committed: Event[] = []
  const watching: Store<State, Event> = {
    load: store.load,
    commit: async (change) => {
      const done = await store.commit(change)
      if (done.ok) committed.push(...change.events)
      return done
    },
  }
  return { store: watching, committed }
}
