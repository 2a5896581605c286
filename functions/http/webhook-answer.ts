import * as z from 'zod'
import { Attempt, type Delivery, Delivery as DeliverySchema } from '../../domain/deliveries/delivery.ts'
import { Instant } from '../../domain/kernel/instant.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { Replay, Webhook, WebhookSecret } from '../../domain/webhooks/webhook.ts'

/** A webhook as the API shows it. `secret` stands in it once: in the answer to whoever created or rotated it. */
export const WebhookAnswer = Webhook.omit({ secret: true, former: true, replay: true }).extend({
  secret: WebhookSecret.optional(),
  /** Until when deliveries bear a signature under the former secret too. */
  formerSecretEndsAt: Instant.optional(),
  replay: Replay.omit({ after: true, nextAt: true }).optional(),
  version: z.int(),
})
export type WebhookAnswer = z.infer<typeof WebhookAnswer>

/** `shown` is the secret that this very request made, if it did. */
export const webhookAnswer = ({ state, version }: Loaded<Webhook>, shown?: string): WebhookAnswer => {
  const { secret, former, replay, ...rest } = state
  const { after: _, nextAt: _nextAt, ...progress } = replay ?? { after: undefined, nextAt: undefined }
  return {
    ...rest,
    ...(shown !== undefined && shown === secret && { secret }),
    ...(former && { formerSecretEndsAt: former.endsAt }),
    ...(replay && { replay: Replay.omit({ after: true, nextAt: true }).parse(progress) }),
    version,
  }
}

const facts = { heldBack: z.literal(true).optional(), nextAt: Instant.optional() }
const [pending] = DeliverySchema.options
/** A delivery in a list: without its attempts, but for the last one. */
export const DeliveryRow = pending.omit({ status: true, attempts: true }).extend({
  ...facts,
  status: z.enum(['pending', 'waiting', 'delivered', 'dead']),
  deliveredAt: Instant.optional(),
  diedAt: Instant.optional(),
  lastAttempt: Attempt.optional(),
  version: z.int(),
})
export type DeliveryRow = z.infer<typeof DeliveryRow>

export const deliveryRow = ({ state, version }: Loaded<Delivery>): DeliveryRow => {
  const { attempts, ...rest } = state
  const lastAttempt = attempts.at(-1)
  return { ...rest, ...(lastAttempt && { lastAttempt }), version }
}

/** One delivery with every attempt that is remembered. */
export const DeliveryAnswer = DeliveryRow.omit({ lastAttempt: true }).extend({ attempts: z.array(Attempt) })
export type DeliveryAnswer = z.infer<typeof DeliveryAnswer>

export const deliveryAnswer = ({ state, version }: Loaded<Delivery>): DeliveryAnswer => ({ ...state, version })
