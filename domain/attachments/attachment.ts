import * as z from 'zod'
import { AttachmentId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { FileName } from './file-name.ts'
import { FileType } from './file-type.ts'

/** The largest file that is taken, in bytes. */
export const largestFile = 25 * 1024 * 1024

/** A file as those name it to whom it belongs: a reply, a note, a message that came in. */
export const AttachmentRef = z.strictObject({
  id: AttachmentId,
  name: FileName,
  type: FileType,
  /** In bytes. */
  size: z.int().min(1).max(largestFile),
})
export type AttachmentRef = z.infer<typeof AttachmentRef>

/** At most so many files hang on one message. */
export const mostFiles = 20

/** Who a file came from: one of the staff who uploads it, or a message that brought it. */
const Origin = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('upload'), by: UserId }),
  z.strictObject({ kind: z.literal('message'), message: z.string().max(200) }),
])

const asked = { ...AttachmentRef.shape, origin: Origin, ticketId: z.string().max(40).optional(), askedAt: Instant }

/** A file of the desk: asked for, then there and seen to be what it was said to be, then part of a ticket for good. */
export const Attachment = z.discriminatedUnion('status', [
  z.strictObject({ status: z.literal('asked'), ...asked }),
  z.strictObject({ status: z.literal('stored'), ...asked, storedAt: Instant }),
  z.strictObject({ status: z.literal('attached'), ...asked, storedAt: Instant, attachedTo: z.string().max(40), attachedAt: Instant }),
])
export type Attachment = z.infer<typeof Attachment>

export const refOf = ({ id, name, type, size }: AttachmentRef): AttachmentRef => ({ id, name, type, size })
