import * as z from 'zod'
import { InboundMessage, Threading } from './inbound-message.ts'

/**
 * What a partner's system brings: `externalId` is its own, and the same one is the same message however often it is sent.
 * `threading.numbers` are tickets that the message belongs to, where the sender belongs to them too. It brings no files: the id of a
 * file would be somebody else's.
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
  threading: Threading.pick({ numbers: true }).optional(),
})
export type InboundDraft = z.infer<typeof InboundDraft>
