import * as z from 'zod'
import { AttachmentRef, mostFiles } from '../attachments/attachment.ts'
import { Recording } from '../inbound/call.ts'
import { InboundChannel, longestBody, longestExternalId, longestHtml, TicketChannel } from '../inbound/inbound-message.ts'
import { MessageId, TicketId, TicketMessageId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { rule } from '../kernel/rule.ts'
import { line, paragraph } from '../kernel/text.ts'
import { Requester } from './ticket.ts'

const within = (bytes: number) => rule('text.too_long', (value) => Buffer.byteLength(value) <= bytes)

export const MessageText = paragraph(longestBody).check(within(longestBody)).meta({ class: 'internal' })
const Attachments = z.array(AttachmentRef).max(mostFiles).default([])

const shared = {
  id: TicketMessageId,
  ticketId: TicketId,
  at: Instant,
  text: MessageText,
  /** Sanitized already. */
  html: z.string().check(within(longestHtml)).meta({ class: 'internal' }).optional(),
  attachments: Attachments,
  /** Written by a machine, theirs or ours: it answers nobody, and nobody waits for an answer to it. */
  automatic: z.boolean().optional(),
}

const Received = z.strictObject({
  kind: z.literal('received'),
  ...shared,
  channel: InboundChannel,
  from: Requester.optional(),
  /** What the channel calls it. */
  externalId: line(longestExternalId).meta({ class: 'internal' }).optional(),
  /** Where the call can be listened to that it is about. */
  recording: Recording.optional(),
})
/**
 * That a reply did not reach the customer, or that nobody knows whether it did, and what came of that later: `again` is that a person
 * had it sent once more. Absent as long as nothing has gone wrong.
 */
export const Delivery = z.strictObject({
  state: z.enum(['unknown', 'bounced', 'complained', 'refused', 'again', 'sent', 'delivered']),
  message: MessageId,
  reason: z.string().max(60).optional(),
  at: Instant,
})
export type Delivery = z.infer<typeof Delivery>

/** What the customer reads. */
const Reply = z.strictObject({
  kind: z.literal('reply'),
  ...shared,
  /** That of the ticket: by which way it goes out is settled by that, and by what the customer can be reached by. */
  channel: TicketChannel,
  author: UserId,
  delivery: Delivery.optional(),
})
/** What the customer never reads. */
const Note = z.strictObject({ kind: z.literal('note'), ...shared, author: UserId, mentions: z.array(UserId).max(20).default([]) })

/** One message of a ticket's thread. What is for the customer and what is for colleagues are different things from the start. */
export const TicketMessage = z.discriminatedUnion('kind', [Received, Reply, Note])
export type TicketMessage = z.infer<typeof TicketMessage>
export type ReceivedMessage = z.infer<typeof Received>
export type ReplyMessage = z.infer<typeof Reply>
export type NoteMessage = z.infer<typeof Note>

/** So much of a message stands in its event: enough to recognise it in a timeline. */
const excerptLength = 200

export const Excerpt = z
  .string()
  .max(2 * excerptLength)
  .meta({ class: 'internal' })

export const excerptOf = (text: string): string => {
  const letters = [...text.replace(/\s+/gu, ' ')]
  return letters.length > excerptLength ? `${letters.slice(0, excerptLength - 1).join('')}…` : letters.join('')
}
