import type { Instant } from '../kernel/instant.ts'
import type { MessageEvent } from './events.ts'
import type { BounceKind, Message, MessageState } from './message.ts'

/** What the provider tells of a message that it took, long after, more than once, in any order. */
export type Feedback = {
  readonly type: 'feedback'
  readonly at: Instant
  readonly told: { readonly kind: 'delivered' | 'complained' } | { readonly kind: 'bounced'; readonly bounce: BounceKind }
}

/** How much a state says: what is told later changes it only by saying more. Nothing is told of what was never given to a provider. */
const says: Readonly<Partial<Record<MessageState, number>>> = { sending: 0, unknown: 0, sent: 0, delivered: 1, bounced: 2, complained: 3 }

/**
 * "A mailbox that complains has had the mail; one that bounced it may first have taken it." What the provider tells also settles
 * what nobody knew: a message that was delivered was sent.
 */
export const feedback = (message: Message, { told, at }: Feedback): readonly MessageEvent[] => {
  const [known, news] = [says[message.state], says[told.kind] ?? 0]
  if (known === undefined || news <= known) return []
  return [told.kind === 'bounced' ? { type: 'message.bounced', kind: told.bounce, at } : { type: `message.${told.kind}`, at }]
}
