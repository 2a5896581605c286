import * as z from 'zod'
import { InboundId, TicketId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { Attachment, refOf } from './attachment.ts'

/** What can happen to a file. */
export const AttachmentEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('attachment.asked'), attachment: Attachment }),
  /** It was looked at, and is what it was said to be. */
  z.strictObject({ type: z.literal('attachment.kept'), at: Instant }),
  /** It was looked at, is what it was said to be, and goes with this message. */
  z.strictObject({ type: z.literal('attachment.brought'), inbound: InboundId, at: Instant }),
  /** It came with a message. */
  z.strictObject({ type: z.literal('attachment.received'), attachment: Attachment }),
  /** The message that it hangs on is on this ticket now. */
  z.strictObject({ type: z.literal('attachment.placed'), ticketId: TicketId, at: Instant }),
  z.strictObject({ type: z.literal('attachment.link_given'), ticketId: TicketId, at: Instant, to: UserId }),
])
export type AttachmentEvent = z.infer<typeof AttachmentEvent>

/** What an event makes of a file. */
export const evolve = (file: Attachment | undefined, event: AttachmentEvent): Attachment | undefined => {
  if (event.type === 'attachment.asked' || event.type === 'attachment.received') return event.attachment
  if (!file) return undefined
  switch (event.type) {
    case 'attachment.kept': {
      const { origin, ticketId } = file
      return { status: 'kept', ...refOf(file), origin, ...(ticketId !== undefined && { ticketId }), keptAt: event.at }
    }
    case 'attachment.brought':
      return { status: 'kept', ...refOf(file), origin: { kind: 'message', inbound: event.inbound }, keptAt: event.at }
    case 'attachment.placed':
      return { ...file, ticketId: event.ticketId }
    case 'attachment.link_given':
      return file
  }
}
