import * as z from 'zod'
import { CustomerId, MessageId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { Language } from '../kernel/language.ts'
import { Category, Channel } from '../templates/channel.ts'
import { FieldValues } from '../templates/fields.ts'
import { TemplateCode } from '../templates/template.ts'

/** Whom a message is for: of a `ticket`, whoever asks there, known to us or not. At which address is looked up when it is sent. */
export const Recipient = z.strictObject({ kind: z.enum(['contact', 'customer', 'user', 'ticket']), id: z.string().min(1).max(128) })
export type Recipient = z.infer<typeof Recipient>

const messageStates = ['queued', 'sending', 'sent', 'delivered', 'bounced', 'complained', 'refused', 'unknown'] as const
export const MessageState = z.enum(messageStates).meta({ class: 'public' })
export type MessageState = z.infer<typeof MessageState>

/** Why a message was never given to a provider, or not taken by one. */
export const RefusalReason = z.enum([
  'template_unknown',
  'missing_field',
  'recipient_gone',
  'no_address',
  'opted_out',
  'suppressed',
  'provider_refused',
  'gave_up',
  'cancelled',
])
export type RefusalReason = z.infer<typeof RefusalReason>

/**
 * `permanent`: the mailbox or the number is not there, or its owner takes nothing from us. `transient`: it took nothing for days, or
 * WeChat or a phone's network could not bring it. `rejected`: the provider held it back, for a virus.
 */
export const BounceKind = z.enum(['permanent', 'transient', 'rejected'])
export type BounceKind = z.infer<typeof BounceKind>

/** One try to have a provider take the message. */
export const Sending = z.strictObject({
  /** Names the worker that may call the provider: no other one may. */
  attempt: z.string(),
  at: Instant,
  /** Who has not reported by then never will: what became of the message is unknown. */
  until: Instant,
  channel: Channel,
  language: Language,
  templateVersion: z.int(),
  category: Category,
  /** Tells the address without saying it: by this a suppression is found. */
  address: z.string(),
})
export type Sending = z.infer<typeof Sending>

export const Settlement = z.enum(['sent', 'again'])
export type Settlement = z.infer<typeof Settlement>

/** A message to one person, from the moment that somebody or something wanted it sent. */
export const Message = z.strictObject({
  id: MessageId,
  to: Recipient,
  template: TemplateCode,
  fields: FieldValues,
  /** What it was sent for: asked for twice for one cause, it is sent once. */
  cause: z.string().min(1).max(500),
  /** The customer in whose timeline it stands: one, so that whoever looks after it learns nothing of another. */
  customerId: CustomerId.optional(),
  state: MessageState,
  queuedAt: Instant,
  /** Not before. Quiet hours and a busy provider move it on. */
  sendAt: Instant,
  tries: z.int(),
  /** When it was first tried, since it was asked for or a person had it sent again. */
  firstTriedAt: Instant.optional(),
  /** The latest try. */
  sending: Sending.optional(),
  sent: z.strictObject({ at: Instant, providerId: z.string().optional() }).optional(),
  deliveredAt: Instant.optional(),
  bounced: z.strictObject({ at: Instant, kind: BounceKind }).optional(),
  complainedAt: Instant.optional(),
  refused: z.strictObject({ at: Instant, reason: RefusalReason, fields: z.array(z.string()).optional() }).optional(),
  /** A person said what became of it. */
  settled: z.strictObject({ at: Instant, by: UserId, as: Settlement }).optional(),
})
export type Message = z.infer<typeof Message>

/** When something must be done about it: it is to be sent, or whoever was to send it has not reported. */
export const dueOf = (message: Message): Instant | undefined => {
  if (message.state === 'queued') return message.sendAt
  return message.state === 'sending' ? message.sending?.until : undefined
}
