import * as z from 'zod'
import { safeName } from './file-name.ts'

/**
 * What may be attached, by the ending that its files have: papers, tables, pictures, sound and film of what happened, mails.
 * Nothing that runs, and no archive, of which nobody sees what is in it.
 */
const types = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  gif: 'image/gif',
  webp: 'image/webp',
  heic: 'image/heic',
  tif: 'image/tiff',
  txt: 'text/plain',
  csv: 'text/csv',
  doc: 'application/msword',
  xls: 'application/vnd.ms-excel',
  ppt: 'application/vnd.ms-powerpoint',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  eml: 'message/rfc822',
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  mp4: 'video/mp4',
} as const

export const FileType = z.enum(types).meta({ class: 'public' })
export type FileType = z.infer<typeof FileType>

const otherEndings: Readonly<Record<string, FileType>> = {
  jpeg: types.jpg,
  heif: types.heic,
  tiff: types.tif,
  log: types.txt,
  edi: types.txt,
  m4v: types.mp4,
}

const byEnding = new Map<string, FileType>([...Object.entries(types), ...Object.entries(otherEndings)])

const endingOf = (name: string): string => /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? ''

/**
 * A safe name that ends as its type's files do: it is the ending that makes a computer open a file with one program or run it, so
 * `bill.exe` that was called a text is `bill.exe.txt`.
 */
export const nameFor = (type: FileType, written: string): string => {
  const safe = safeName(written)
  if (byEnding.get(endingOf(safe)) === type) return safe
  const [ending = 'txt'] = Object.entries(types).find(([, one]) => one === type) ?? []
  return safeName(`${safe}.${ending}`)
}

/** What a file is by the type that it was sent with or, where that says nothing, by its ending; undefined for what is not taken. */
export const typeOf = (sentAs: string | undefined, name: string): FileType | undefined => {
  const said = FileType.safeParse(sentAs?.split(';')[0]?.trim().toLowerCase())
  return said.success ? said.data : byEnding.get(endingOf(name))
}
