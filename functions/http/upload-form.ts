import * as z from 'zod'
import type { AttachmentRef } from '../../domain/attachments/attachment.ts'
import { type FileObjects, uploadSeconds } from '../../domain/attachments/ports.ts'
import { Instant, instantAt } from '../../domain/kernel/instant.ts'

/** What takes one file, and no other than was asked for. */
export const UploadForm = z.strictObject({
  url: z.url(),
  /** To be sent as `multipart/form-data`, all of them, and behind them the file in a field `file`. */
  fields: z.record(z.string(), z.string()),
  until: Instant,
})

export const secondsAfter = (now: Instant, seconds: number): Instant => instantAt(Date.parse(now) + seconds * 1000)

/** A file that was asked for, with the form that takes it. */
export const withForm = async (objects: Pick<FileObjects, 'upload'>, asked: AttachmentRef, now: Instant) => ({
  ...asked,
  upload: { ...(await objects.upload(asked)), until: secondsAfter(now, uploadSeconds) },
})
