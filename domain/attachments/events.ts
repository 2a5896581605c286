import * as z from 'zod'
import { TicketId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { Attachment } from './attachment.ts'

/** What can happen to a file. */
export const AttachmentEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('attachment.asked'), attachment: Attachment }),
  /** It was looked at, and is what it was said to be. */
  z.strictObject({ type: z.literal('attachment.kept'), at: Instant }),
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
      const { id, name, type, size, origin, ticketId } = file
      return { status: 'kept', id, name, type, size, origin, ticketId, keptAt: event.at }
    }
    case 'attachment.placed':
      return { ...file, ticketId: event.ticketId }
    case 'attachment.link_given':
      return file
  }
}
