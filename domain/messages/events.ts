import * as z from 'zod'
import { CustomerId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { BounceKind, Message, type MessageState, RefusalReason, Sending } from './message.ts'

/** What can happen to a message. */
export const MessageEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('message.queued'), message: Message }),
  z.strictObject({ type: z.literal('message.postponed'), until: Instant, reason: z.enum(['quiet_hours', 'provider_busy']), at: Instant }),
  /** From now on a provider may have it. */
  z.strictObject({ type: z.literal('message.sending'), sending: Sending, customerId: CustomerId.optional() }),
  z.strictObject({ type: z.literal('message.sent'), providerId: z.string().optional(), settledBy: UserId.optional(), at: Instant }),
  z.strictObject({ type: z.literal('message.delivered'), at: Instant }),
  z.strictObject({ type: z.literal('message.bounced'), kind: BounceKind, at: Instant }),
  z.strictObject({ type: z.literal('message.complained'), at: Instant }),
  /** Whoever was to send it has not said whether they did. */
  z.strictObject({ type: z.literal('message.unknown'), at: Instant }),
  /** It was unknown what became of it, and now it is known that it went out; or it seemed to have come back, and had arrived. */
  z.strictObject({ type: z.literal('message.cleared'), at: Instant }),
  z.strictObject({ type: z.literal('message.refused'), reason: RefusalReason, fields: z.array(z.string()).optional(), at: Instant }),
  z.strictObject({ type: z.literal('message.requeued'), settledBy: UserId, at: Instant }),
])
export type MessageEvent = z.infer<typeof MessageEvent>

const inState = (message: Message, state: MessageState, facts: Partial<Message> = {}): Message => ({ ...message, ...facts, state })

/** What became of it was told before whoever sent it had said so. */
const isTold = ({ state }: Message): boolean => state === 'delivered' || state === 'bounced' || state === 'complained'

/** What an event makes of a message. */
export const evolve = (message: Message | undefined, event: MessageEvent): Message | undefined => {
  if (event.type === 'message.queued') return event.message
  if (!message) return undefined
  switch (event.type) {
    case 'message.postponed':
      return inState(message, 'queued', { sendAt: event.until })
    case 'message.sending':
      return inState(message, 'sending', {
        sending: event.sending,
        tries: message.tries + 1,
        firstTriedAt: message.firstTriedAt ?? event.sending.at,
        customerId: event.customerId,
      })
    case 'message.sent': {
      const settled = event.settledBy === undefined ? message.settled : { at: event.at, by: event.settledBy, as: 'sent' as const }
      return inState(message, isTold(message) ? message.state : 'sent', { sent: { at: event.at, providerId: event.providerId }, settled })
    }
    case 'message.delivered':
      return inState(message, 'delivered', { deliveredAt: event.at, bounced: undefined })
    case 'message.bounced':
      return inState(message, 'bounced', { bounced: { at: event.at, kind: event.kind } })
    case 'message.complained':
      return inState(message, 'complained', { complainedAt: event.at })
    case 'message.unknown':
      return inState(message, 'unknown')
    case 'message.cleared':
      return message
    case 'message.refused':
      return inState(message, 'refused', { refused: { at: event.at, reason: event.reason, fields: event.fields } })
    case 'message.requeued':
      return inState(message, 'queued', {
        sendAt: event.at,
        firstTriedAt: undefined,
        settled: { at: event.at, by: event.settledBy, as: 'again' },
      })
  }
}
