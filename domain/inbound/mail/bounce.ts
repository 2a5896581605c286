import type { BounceKind } from '../../messages/message.ts'
import type { Mail } from './mail.ts'
import { plainMessageId } from './thread.ts'

/** What a report of non-delivery says (RFC 3464): of which mail, and whether it will ever arrive. */
export type Bounced = { readonly mails: readonly string[]; readonly kind: BounceKind }

const ids = /^(?:X-)?(?:Original-)?Message-ID:[ \t]*(?:\r?\n[ \t]+)?(<[^<>\s@]{1,240}@[^<>\s@]{1,240}>)/gim
const action = /^Action:[ \t]*failed/im
const status = /^Status:[ \t]*([245])\.\d/im

const told = ['message/delivery-status', 'text/rfc822-headers', 'message/rfc822', 'message/rfc822-headers', 'message/global-headers']

/** So much of a part (in bytes) is looked at: headers stand first. */
const readable = 65_536

const inWords = (content: Uint8Array): string => new TextDecoder('latin1').decode(content.subarray(0, readable))

/**
 * Which mails a report says did not arrive; undefined where it reports a delay or anything else. Whether they are ours, only what we
 * have sent tells: anybody can write a report.
 */
export const bouncedIn = ({ parts }: Pick<Mail, 'parts'>): Bounced | undefined => {
  const words = parts.filter(({ type }) => told.includes(type)).map(({ content }) => inWords(content))
  if (!words.some((one) => action.test(one))) return undefined
  const mails = words.flatMap((one) => [...one.matchAll(ids)].map(([, id = '']) => plainMessageId(id)))
  const isForGood = words.some((one) => status.exec(one)?.[1] === '5')
  return { mails: [...new Set(mails)], kind: isForGood ? 'permanent' : 'transient' }
}
