import type { FileType } from './file-type.ts'

/** So much of a file is looked at, in bytes: what tells its type stands at its beginning. */
export const headLength = 4096

/** A letter a byte: the decoder that is called Latin-1 is another one from 0x80 to 0x9F. */
const latin = (head: Uint8Array): string => String.fromCharCode(...head.subarray(0, headLength))

const beginsWith =
  (...marks: readonly string[]) =>
  (text: string): boolean =>
    marks.some((mark) => text.startsWith(mark))

/** What the beginning of a program looks like, on whatever system it runs. */
const runs = beginsWith('MZ', '\x7fELF', '#!', '\xca\xfe\xba\xbe', '\xcf\xfa\xed\xfe', '\xce\xfa\xed\xfe', '\xfe\xed\xfa')

const archive = 'PK\x03\x04'
const isWide = beginsWith('\xff\xfe', '\xfe\xff')
// Escape begins a change of script in ISO-2022, in which older mails are written; a form feed ends a page of a log.
const isControl = (letter: string): boolean => letter < ' ' && !'\t\n\f\r\x1b'.includes(letter)

const isText = (text: string): boolean => !beginsWith('%PDF', archive)(text) && (isWide(text) || ![...text].some(isControl))

/** The brands under which pictures of the HEIF family come: ISO/IEC 23008-12, Annex B. */
const isPicture = (text: string): boolean => /^.{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)/s.test(text)

/** Word, Excel and PowerPoint before 2007 share a container: [MS-CFB], 2.2. */
const isCompound = beginsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')

/** Their successors are archives, told from any other by what lies in them first: ECMA-376, part 2. */
const isOffice = (text: string): boolean =>
  text.startsWith(archive) && beginsWith('[Content_Types].xml', '_rels/', 'docProps/', 'customXml/', 'word/', 'xl/', 'ppt/')(text.slice(30))

const looks: Readonly<Record<FileType, (text: string) => boolean>> = {
  'application/pdf': (text) => text.slice(0, 1024).includes('%PDF-'),
  'image/jpeg': beginsWith('\xff\xd8\xff'),
  'image/png': beginsWith('\x89PNG\r\n\x1a\n'),
  'image/gif': beginsWith('GIF87a', 'GIF89a'),
  'image/webp': (text) => /^RIFF.{4}WEBP/s.test(text),
  'image/heic': isPicture,
  'image/tiff': beginsWith('II*\0', 'MM\0*'),
  'text/plain': isText,
  'text/csv': isText,
  'application/msword': isCompound,
  'application/vnd.ms-excel': isCompound,
  'application/vnd.ms-powerpoint': isCompound,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': isOffice,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': isOffice,
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': isOffice,
  'message/rfc822': isText,
  // Layer III of any version, with or without a checksum: ISO/IEC 11172-3, 2.4.1.3.
  'audio/mpeg': (text) => /^(?:ID3|\xff[\xe2\xe3\xf2\xf3\xfa\xfb])/.test(text),
  'audio/wav': (text) => /^RIFF.{4}WAVE/s.test(text),
  'video/mp4': (text) => /^.{4}ftyp/s.test(text) && !isPicture(text),
}

/** Whether a file that begins so is of the type that it was said to be, and nothing that runs. */
export const isOf = (type: FileType, head: Uint8Array): boolean => {
  const text = latin(head)
  return !runs(text) && looks[type](text)
}
