import * as z from 'zod'
import { AttachmentId, InboundId, TicketId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { FileName } from './file-name.ts'
import { FileType } from './file-type.ts'

/** The largest file that is taken, in bytes. */
export const largestFile = 25 * 1024 * 1024

const ref = {
  id: AttachmentId,
  name: FileName,
  type: FileType,
  /** In bytes. */
  size: z.int().min(1).max(largestFile),
}
/** A file as those name it to whom it belongs: a reply, a note, a message that came in. */
export const AttachmentRef = z.strictObject(ref)
export type AttachmentRef = z.infer<typeof AttachmentRef>

/** At most so many files hang on one message. */
export const mostFiles = 20

/** So much may go along with one mail, in bytes: as it travels it is a third larger, and many servers take no more than 25 MB. */
export const mostMailed = 18 * 1024 * 1024

/**
 * Where it came from: one of the staff uploads it for a ticket, a partner's system for a message that it is about to bring, or a message
 * brought it, whose ticket is found later.
 */
const Origin = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('upload'), by: UserId }),
  z.strictObject({ kind: z.literal('partner'), by: UserId }),
  z.strictObject({ kind: z.literal('message'), inbound: InboundId }),
])

/** A file of the desk. While it is only asked for nobody has seen it; once kept it stays as it is. */
export const Attachment = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('asked'), ...ref, origin: Origin, ticketId: TicketId.optional(), askedAt: Instant }),
  z.strictObject({ status: z.literal('kept'), ...ref, origin: Origin, ticketId: TicketId.optional(), keptAt: Instant }),
])
export type Attachment = z.infer<typeof Attachment>

export const refOf = ({ id, name, type, size }: AttachmentRef): AttachmentRef => ({ id, name, type, size })
