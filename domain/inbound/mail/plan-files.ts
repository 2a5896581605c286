import { type AttachmentRef, largestFile, mostFiles } from '../../attachments/attachment.ts'
import { isOf } from '../../attachments/content.ts'
import { safeName } from '../../attachments/file-name.ts'
import { nameFor, typeOf } from '../../attachments/file-type.ts'
import type { AttachmentId } from '../../kernel/ids.ts'
import type { KeptFile } from './inbound-from.ts'
import type { Mail, MailPart } from './mail.ts'

/** A file to be kept, and what is in it. */
export type PlannedFile = KeptFile & { readonly content: Uint8Array }
export type FilePlan = { readonly kept: readonly PlannedFile[]; readonly leftOut: readonly string[] }

/** One place is left for the whole mail, should it be too long to be shown. */
const mostParts = mostFiles - 1

const reports = ['message/delivery-status', 'message/disposition-notification', 'text/rfc822-headers']

const called = ({ name, type }: MailPart): string => name ?? (type === 'message/rfc822' ? 'mail.eml' : '')

const refOf = (part: MailPart, id: AttachmentId): AttachmentRef | undefined => {
  const { length: size } = part.content
  const type = typeOf(part.type, called(part))
  if (!type || size < 1 || size > largestFile || !isOf(type, part.content)) return undefined
  return { id, name: nameFor(type, called(part)), type, size }
}

/**
 * Which parts of a mail are kept as files, under names that are only names, and which are not: what may not be attached, is something
 * else than it says, empty, too large, or one too many. `idOf` gives the file at a place the same id whenever the mail is read.
 */
export const planFiles = ({ parts }: Pick<Mail, 'parts'>, idOf: (place: number) => AttachmentId): FilePlan => {
  const files = parts.filter(({ type }) => !reports.includes(type))
  const planned = files.map((part, place) => ({ part, ref: refOf(part, idOf(place)) }))
  const kept = planned
    .flatMap(({ part, ref }) => (ref ? [{ ref, contentId: part.contentId, content: part.content }] : []))
    .slice(0, mostParts)
  const leftOut = planned.filter(({ ref }) => !kept.some((one) => one.ref === ref)).map(({ part }) => safeName(called(part)))
  return { kept, leftOut }
}
