import type { Store } from '../kernel/store.ts'
import type { Attachment, AttachmentRef } from './attachment.ts'
import type { AttachmentEvent } from './events.ts'

export type AttachmentStore = Store<Attachment | undefined, AttachmentEvent>

/** How long a signed form takes a file, and how long a signed link gives one out, in seconds. */
export const uploadSeconds = 900
export const linkSeconds = 60

/** What was uploaded: its first bytes, how many there are in all, and what tells this content from any other. */
export type Uploaded = { readonly head: Uint8Array; readonly size: number; readonly tag: string }

/** The bytes of files. */
export type FileObjects = {
  /** A form that takes this very file: its fields are sent as `multipart/form-data`, the file last, in the field `file`. */
  readonly upload: (file: AttachmentRef) => Promise<{ readonly url: string; readonly fields: Record<string, string> }>
  readonly look: (id: string) => Promise<Uploaded | undefined>
  /** Keeps the upload that has this tag where nobody replaces it; false when it is another one by now. */
  readonly keep: (id: string, tag: string) => Promise<boolean>
  readonly put: (file: AttachmentRef, bytes: Uint8Array) => Promise<void>
  readonly link: (file: AttachmentRef) => Promise<string>
}
