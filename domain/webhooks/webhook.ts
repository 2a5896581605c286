import * as z from 'zod'
import { EventId, UserId, WebhookId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { days, earliest, hours, later } from '../kernel/later.ts'
import { line } from '../kernel/text.ts'
import { EventPattern } from './event-types.ts'
import { WebhookUrl } from './target.ts'

/** So many webhooks a firm may have: each event is held against all of them. */
export const mostWebhooks = 100
/** "A webhook that accepted nothing for three days, or lost ten events in a row, is paused." */
const longestFailing = 3 * days
export const mostLost = 10
/** How far back a delivery is remembered, and so can be sent again. */
export const remembered = 30 * days

/** `whsec_` and 32 random bytes in base64, as https://www.standardwebhooks.com has it. */
export const WebhookSecret = z
  .string()
  .regex(/^whsec_[A-Za-z0-9+/]{43}=$/)
  .meta({ class: 'secret' })

const chosen = {
  url: WebhookUrl,
  eventTypes: z.array(EventPattern).min(1).max(50),
  description: line(200).meta({ class: 'internal' }).optional(),
}

/** What a caller asks for. */
export const WebhookDraft = z.strictObject(chosen)
export type WebhookDraft = z.infer<typeof WebhookDraft>

/** What a caller may change of it. `owner` is who is told when it fails. */
export const WebhookPatch = z.strictObject({
  url: WebhookUrl.optional(),
  eventTypes: chosen.eventTypes.optional(),
  description: line(200).meta({ class: 'internal' }).nullable().optional(),
  owner: UserId.optional(),
})
export type WebhookPatch = z.infer<typeof WebhookPatch>

/** A secret that was followed by another one and counts for a while yet: every delivery bears a signature of each. */
const Former = z.strictObject({ secret: WebhookSecret, endsAt: Instant })

export const pauseReasons = ['by_hand', 'failing', 'gone'] as const
const Standing = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('active') }),
  z.strictObject({ status: z.literal('paused'), reason: z.enum(pauseReasons), since: Instant }),
  z.strictObject({ status: z.literal('removed'), since: Instant }),
])

/** Since when nothing was accepted, and how many events were given up in that time. */
const Failing = z.strictObject({ since: Instant, lost: z.int() })

/** Deliveries of a span of time: all of them, or those that were not delivered; `after` is the one that has been reached. */
const Span = z.strictObject({ from: Instant, to: Instant, only: z.enum(['all', 'undelivered']), after: z.string().optional() })
export type Span = z.infer<typeof Span>

/**
 * Deliveries of a span of time that are being sent again, bit by bit: which, behind which one to go on, and when. `interrupted` is what
 * was being sent again when the webhook was paused; it goes on in the same pass, by its own span.
 */
export const Replay = Span.extend({ sent: z.int(), nextAt: Instant, interrupted: Span.optional() })
export type Replay = z.infer<typeof Replay>

/** A subscription to events, as it is kept. `hears` are the kinds of record that whoever set url and types could read. */
export const Webhook = z.strictObject({
  id: WebhookId,
  ...chosen,
  owner: UserId,
  hears: z.array(z.string()),
  secret: WebhookSecret,
  former: Former.optional(),
  standing: Standing,
  failing: Failing.optional(),
  replay: Replay.optional(),
  createdAt: Instant,
})
export type Webhook = z.infer<typeof Webhook>

/** An order to send one delivery again; kept as an event, and carried out by the job. */
export const Ordered = z.strictObject({ deliveryId: z.string(), eventId: EventId })

/** When a failing webhook has failed long enough. */
export const patienceEnds = ({ standing, failing }: Webhook): Instant | undefined =>
  standing.status === 'active' && failing ? later(failing.since, longestFailing) : undefined

/** When something must be done about it: an old secret ends, patience ends, or a replay goes on, which a pause interrupts. */
export const dueAt = (webhook: Webhook): Instant | undefined => {
  const { standing, former, replay } = webhook
  if (standing.status === 'removed') return undefined
  return earliest(former?.endsAt, patienceEnds(webhook), standing.status === 'active' ? replay?.nextAt : undefined)
}

/** For how long, at most, an old secret counts beside the new one. */
export const longestOverlap = 7 * days
export const usualOverlapHours = 24
export const overlapOf = (overlapHours: number): number => Math.min(longestOverlap, overlapHours * hours)
