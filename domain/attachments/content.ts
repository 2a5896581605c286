import type { FileType } from './file-type.ts'

const latin = (head: Uint8Array): string => new TextDecoder('latin1').decode(head)

/** What the beginning of a program looks like, on whatever system it runs. */
const runs = /^(?:MZ|\x7fELF|#!|\xca\xfe\xba\xbe|\xcf\xfa\xed\xfe|\xce\xfa\xed\xfe|\xfe\xed\xfa)/

const marked = (text: string): boolean => /^(?:\xff\xfe|\xfe\xff)/.test(text)
// Escape begins a change of script in ISO-2022, in which older mails are written; a form feed ends a page of a log.
const unprintable = /[\0-\x08\x0b\x0e-\x1a\x1c-\x1f]/

const isText = (text: string): boolean => !/^(?:%PDF|PK\x03\x04)/.test(text) && (marked(text) || !unprintable.test(text))

/** The brands under which pictures of the HEIF family come: ISO/IEC 23008-12, Annex B. */
const isPicture = (text: string): boolean => /^.{4}ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)/s.test(text)

/** Word, Excel and PowerPoint before 2007 share a container: [MS-CFB], 2.2. */
const isCompound = (text: string): boolean => text.startsWith('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')

/** Their successors are archives, told from any other by what lies in them first: ECMA-376, part 2. */
const isOffice = (text: string): boolean =>
  /^PK\x03\x04.{26}(?:\[Content_Types\]\.xml|_rels\/|docProps\/|customXml\/|word\/|xl\/|ppt\/)/s.test(text)

const looks: Readonly<Record<FileType, (text: string) => boolean>> = {
  'application/pdf': (text) => text.slice(0, 1024).includes('%PDF-'),
  'image/jpeg': (text) => text.startsWith('\xff\xd8\xff'),
  'image/png': (text) => text.startsWith('\x89PNG\r\n\x1a\n'),
  'image/gif': (text) => /^GIF8[79]a/.test(text),
  'image/webp': (text) => /^RIFF.{4}WEBP/s.test(text),
  'image/heic': isPicture,
  'image/tiff': (text) => /^(?:II\*\0|MM\0\*)/.test(text),
  'text/plain': isText,
  'text/csv': isText,
  'application/msword': isCompound,
  'application/vnd.ms-excel': isCompound,
  'application/vnd.ms-powerpoint': isCompound,
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': isOffice,
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': isOffice,
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': isOffice,
  'message/rfc822': isText,
  'audio/mpeg': (text) => /^(?:ID3|\xff[\xe0-\xff])/.test(text),
  'audio/wav': (text) => /^RIFF.{4}WAVE/s.test(text),
  'video/mp4': (text) => /^.{4}ftyp/s.test(text) && !isPicture(text),
}

/** Whether a file that begins so is of the type that it was said to be, and nothing that runs. */
export const isOf = (type: FileType, head: Uint8Array): boolean => {
  const text = latin(head)
  return !runs.test(text) && looks[type](text)
}
