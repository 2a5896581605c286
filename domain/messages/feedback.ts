import type { Instant } from '../kernel/instant.ts'
import type { MessageEvent } from './events.ts'
import type { BounceKind, Message, MessageState } from './message.ts'

/** What the provider tells of a message that it took, long after, more than once, in any order. */
export type Feedback = {
  readonly type: 'feedback'
  /** Which try it is told of, where that is known. */
  readonly attempt?: string | undefined
  readonly at: Instant
  readonly told: { readonly kind: 'delivered' | 'complained' } | { readonly kind: 'bounced'; readonly bounce: BounceKind }
}

/** How much a state says: what is told later changes it only by saying more. Nothing is told of what was never given to a provider. */
const says: Readonly<Partial<Record<MessageState, number>>> = { sending: 0, unknown: 0, sent: 0, delivered: 1, bounced: 2, complained: 3 }

/** "What a person had sent again and had arrived after all is not sent again"; that it bounced is why it is. */
const saidOf = ({ state, sending }: Message, news: Feedback['told']['kind']): number | undefined => {
  if (state !== 'queued') return says[state]
  return sending && news !== 'bounced' ? 0 : undefined
}

/** Whoever was told that nobody knew is told that somebody does. */
export const cleared = ({ state }: Message, at: Instant): readonly MessageEvent[] =>
  state === 'unknown' ? [{ type: 'message.cleared', at }] : []

/**
 * "A mailbox that complains has had the mail; one that bounced it may first have taken it." What the provider tells also settles
 * what nobody knew: a message that was delivered was sent.
 */
export const feedback = (message: Message, { attempt, told, at }: Feedback): readonly MessageEvent[] => {
  if (attempt !== undefined && attempt !== message.sending?.attempt) return []
  const [known, news] = [saidOf(message, told.kind), says[told.kind] ?? 0]
  if (known === undefined || news <= known) return []
  if (told.kind === 'bounced') return [{ type: 'message.bounced', kind: told.bounce, at }]
  return [{ type: `message.${told.kind}`, at }, ...cleared(message, at)]
}
