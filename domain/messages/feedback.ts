import type { Instant } from '../kernel/instant.ts'
import type { MessageEvent } from './events.ts'
import type { BounceKind, Message, MessageState } from './message.ts'

/** What the provider tells of a message that it took, long after, more than once, in any order. */
export type Feedback = {
  readonly type: 'feedback'
  /** Which try it is told of, where that is known. */
  readonly attempt?: string | undefined
  readonly at: Instant
  readonly told:
    | { readonly kind: 'delivered' | 'complained' }
    /** `isReported`: a report of non-delivery (RFC 3464) says so in as many words, which the answer of somebody who is away never does. */
    | { readonly kind: 'bounced'; readonly bounce: BounceKind; readonly isReported?: boolean | undefined }
}
type Told = Feedback['told']

/** How much a state says: what is told later changes it only by saying more. Nothing is told of what was never given to a provider. */
const says: Readonly<Partial<Record<MessageState, number>>> = { sending: 0, unknown: 0, sent: 0, delivered: 2, bounced: 3, complained: 4 }

/**
 * "What was not taken for now was not taken, unless we hear that it was." SES calls the answer of somebody who is away a transient
 * bounce, as it does what a mailbox took nothing of for days; only this is never delivered as well.
 */
const bouncedForNow = 1

const newsIn = (told: Told, { deliveredAt }: Message): number => {
  const isForNow = told.kind === 'bounced' && told.bounce === 'transient' && !(told.isReported && deliveredAt !== undefined)
  return isForNow ? bouncedForNow : (says[told.kind] ?? 0)
}

/** "What a person had sent again and had arrived after all is not sent again"; that it bounced is why it is. */
const saidOf = ({ state, sending, bounced, deliveredAt }: Message, news: Told['kind']): number | undefined => {
  if (state === 'queued') return sending && news !== 'bounced' ? 0 : undefined
  // Of a mail that was delivered only a report makes one that bounced for now.
  const isForNow = state === 'bounced' && bounced?.kind === 'transient' && deliveredAt === undefined
  return isForNow ? bouncedForNow : says[state]
}

/** Whoever was told that nobody knew is told that somebody does. */
export const cleared = ({ state }: Message, at: Instant): readonly MessageEvent[] =>
  state === 'unknown' ? [{ type: 'message.cleared', at }] : []

/** "Whoever was told that it came back is told that it had arrived." */
const putRight = (message: Message, at: Instant): readonly MessageEvent[] =>
  message.state === 'bounced' ? [{ type: 'message.cleared', at }] : cleared(message, at)

/**
 * "A mailbox that complains has had the mail; one that bounced it for good may first have taken it; one that took it has it, whatever it
 * answers." What the provider tells also settles what nobody knew: a message that was delivered was sent.
 */
export const feedback = (message: Message, { attempt, told, at }: Feedback): readonly MessageEvent[] => {
  if (attempt !== undefined && attempt !== message.sending?.attempt) return []
  const known = saidOf(message, told.kind)
  if (known === undefined || newsIn(told, message) <= known) return []
  if (told.kind === 'bounced') return [{ type: 'message.bounced', kind: told.bounce, at }]
  return [{ type: `message.${told.kind}`, at }, ...(told.kind === 'delivered' ? putRight(message, at) : cleared(message, at))]
}
