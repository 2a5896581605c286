import * as z from 'zod'
import { AttachmentRef, mostFiles } from '../attachments/attachment.ts'
import { Code } from '../kernel/code.ts'
import { Instant } from '../kernel/instant.ts'
import { Language } from '../kernel/language.ts'
import { rule } from '../kernel/rule.ts'
import { line, paragraph } from '../kernel/text.ts'
import { Call } from './call.ts'

/** The doors through which somebody writes or calls. */
export const InboundChannel = z.enum(['mail', 'web', 'phone', 'wechat', 'api'])
export type InboundChannel = z.infer<typeof InboundChannel>

/** How a ticket came about: by one of the doors, or by an answer to a survey that somebody of the firm has to see to. */
export const TicketChannel = z.enum([...InboundChannel.options, 'survey'])
export type TicketChannel = z.infer<typeof TicketChannel>

/** Bounds, in bytes of UTF-8 unless said: with both texts at their longest a message still fits into one item of the table (400 KB). */
export const longestBody = 65_536
export const longestHtml = 131_072
export const longestSubject = 200
export const longestExternalId = 512
/** How many messages of the same thread a message may name, and how many ticket numbers. */
export const mostReferences = 50
export const mostNumbers = 10

const within = (bytes: number) => rule('text.too_long', (value) => Buffer.byteLength(value) <= bytes)
const personal = (max: number) => line(max).meta({ class: 'personal', mask: 'all' })

/** Who a message is from: an e-mail address, a number in E.164, the open id at the WeChat account, or whatever a partner's system calls them. */
export const Sender = z.strictObject({
  name: personal(200).optional(),
  address: personal(320),
  /** A second way to reach them, where they gave one: a number in E.164 beside an e-mail address. */
  phone: personal(20).optional(),
})
export type Sender = z.infer<typeof Sender>

/** The number of a ticket as people write it: the day it was opened, and some digits. */
export const TicketNumber = z.string().regex(/^\d{6}-\d{4,8}$/)

/** What a mail says of the conversation that it belongs to. */
export const Threading = z.strictObject({
  /** From the address that it was sent to: names the ticket, and cannot be guessed. */
  replyToken: z.string().min(1).max(128).optional(),
  /** `In-Reply-To` and `References`, the nearest first. */
  references: z.array(line(longestExternalId)).max(mostReferences).default([]),
  /** Numbers in the subject. They count only where the sender belongs to the ticket. */
  numbers: z.array(TicketNumber).max(mostNumbers).default([]),
})
export type Threading = z.infer<typeof Threading>

/** What somebody agreed to when they wrote: the edition of the text that they were shown, and when. */
const Consent = z.strictObject({ version: line(40), at: Instant })

/** What came in by whichever door, in the form in which all that follows knows it. */
export const InboundMessage = z.strictObject({
  channel: InboundChannel,
  /** As the channel names it: the same id on the same channel is the same message, however often it is brought. */
  externalId: line(longestExternalId),
  from: Sender,
  /** Where it was sent to: the firm's own mailbox, number or account. */
  to: line(320).optional(),
  subject: line(longestSubject).meta({ class: 'internal' }).optional(),
  text: paragraph(longestBody).check(within(longestBody)).meta({ class: 'internal' }),
  /** Sanitized already: nothing in it runs, and nothing is loaded by looking at it. */
  html: z.string().check(within(longestHtml)).meta({ class: 'internal' }).optional(),
  attachments: z.array(AttachmentRef).max(mostFiles).default([]),
  receivedAt: Instant,
  language: Language.optional(),
  /** What it is about, by the sender's own choice. */
  kind: Code.optional(),
  /** Written by a machine: an answer on holiday, a notice that a mail could not be delivered. Nothing is ever sent in answer to it. */
  automatic: z.boolean().optional(),
  /** Of an automatic one: it tells of something, as a carrier's alarm does, and opens a ticket where it belongs to none. */
  notice: z.boolean().optional(),
  threading: Threading.optional(),
  /** The domain that a mail says it is from says that it is not: nobody is told by its address. Absent where nothing was said against it. */
  authentic: z.literal(false).optional(),
  /** Nobody vouches for whom a mail says it is from, and nobody says that it is not them: a person looks. Absent where somebody does. */
  vouched: z.literal(false).optional(),
  /** The customer whose message it is, where one of the firm's own people forwarded it. */
  forwardedFor: Sender.optional(),
  consent: Consent.optional(),
  call: Call.optional(),
})
export type InboundMessage = z.infer<typeof InboundMessage>

/** What stands in every record of it; the texts, which can be long, are kept once and beside it. */
export const InboundHead = InboundMessage.omit({ text: true, html: true })
export type InboundHead = z.infer<typeof InboundHead>
export const InboundContent = InboundMessage.pick({ text: true, html: true })
export type InboundContent = z.infer<typeof InboundContent>

export const headOf = ({ text: _text, html: _html, ...head }: InboundMessage): InboundHead => head
export const contentOf = ({ text, html }: InboundMessage): InboundContent => ({ text, ...(html !== undefined && { html }) })
