import * as z from 'zod'
import { mostFiles } from '../attachments/attachment.ts'
import { AttachmentId } from '../kernel/ids.ts'
import { InboundMessage, Threading } from './inbound-message.ts'

/**
 * What a partner's system brings: `externalId` is its own, and the same one is the same message however often it is sent.
 * `threading.numbers` are tickets that the message belongs to, where the sender belongs to them too. `attachments` are ids of files that the
 * same system has uploaded for it; of another's it can name none.
 */
export const InboundDraft = InboundMessage.pick({
  externalId: true,
  from: true,
  to: true,
  subject: true,
  text: true,
  language: true,
  kind: true,
  automatic: true,
}).extend({
  /** Ids of messages have bounds, and those of partners stand behind the name of the partner. */
  externalId: z.string().regex(/^[\x21-\x7e]{1,200}$/),
  receivedAt: InboundMessage.shape.receivedAt.optional(),
  attachments: z.array(AttachmentId).max(mostFiles).default([]),
  threading: Threading.pick({ numbers: true }).optional(),
})
export type InboundDraft = z.infer<typeof InboundDraft>
