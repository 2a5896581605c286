import { line } from '../../kernel/text.ts'
import { longestExternalId, mostNumbers, mostReferences } from '../inbound-message.ts'
import { header, type Mail, plainAddress } from './mail.ts'

const messageIds = /<[^<>\s@]{1,240}@[^<>\s@]{1,240}>/g

/** So many characters stand behind its own id in that by which a mail is known here. */
const besideId = 23

/** Ids in which nothing stands that a line cannot hold, as a line holds them: what could not be read again is none. */
const linesIn = (ids: readonly string[], max: number): readonly string[] => {
  const id = line(max)
  return ids.flatMap((one) => id.safeParse(one).data ?? [])
}

/** The id that a mail gives itself; undefined for none, or for something that is none. */
export const messageIdOf = (mail: Mail): string | undefined =>
  linesIn(header(mail, 'message-id').match(messageIds)?.slice(0, 1) ?? [], longestExternalId - besideId)[0]

/**
 * An id of a mail in the form in which it is kept. SES names a mail in the region it was sent from; what tells it is the part before
 * the stroke, and that alone we learn when we send.
 */
export const plainMessageId = (id: string): string => {
  const [local = '', domain = ''] = id.replace(/^<|>$/g, '').split('@')
  return /(?:^|\.)amazonses\.com$/i.test(domain) ? `${local}@amazonses.com` : `${local}@${domain.toLowerCase()}`
}

/** The id that a mail gave itself, from the one that it is known by here, which says besides what stands in it. */
export const messageIdIn = (externalId: string): string | undefined => externalId.match(messageIds)?.[0]

/** The mails that a mail says it follows, the nearest first: the one it answers, then the thread from its end back. */
export const referencesOf = (mail: Mail): readonly string[] => {
  const answered = header(mail, 'in-reply-to').match(messageIds) ?? []
  const thread = header(mail, 'references').match(messageIds) ?? []
  const ids = [...answered, ...thread.reverse()].map(plainMessageId)
  return [...new Set(linesIn(ids, longestExternalId))].slice(0, mostReferences)
}

/** The day that a ticket was opened, and some digits. Longer rows of digits, such as a waybill's, are no number of ours. */
const ticketNumbers = /(?<![\d-])\d{6}-\d{4,8}(?![\d-])/g

export const numbersIn = (subject: string): readonly string[] => [...new Set(subject.match(ticketNumbers) ?? [])].slice(0, mostNumbers)

/** What stands behind the `+` of those of these addresses that are the desk's: a domain of its own, at which every name is. */
export const tagsOf = (addresses: readonly string[], deskDomain: string): readonly string[] =>
  addresses.map(plainAddress).flatMap((address) => {
    const [local = '', domain] = address.split('@')
    const tag = domain === deskDomain ? local.split('+')[1] : undefined
    return tag ? [tag] : []
  })
