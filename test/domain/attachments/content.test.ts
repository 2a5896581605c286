import { describe, expect, it } from 'vitest'
import { isOf } from '../../../domain/attachments/content.ts'
import { FileType } from '../../../domain/attachments/file-type.ts'

const bytes = (text: string): Uint8Array => Buffer.from(text, 'latin1')
const utf8 = (text: string): Uint8Array => Buffer.from(text)
const archive = (first: string) => bytes(`PK\x03\x04${'\x00'.repeat(26)}${first}rest`)

/** How files of each type begin, by the specification of the format. */
const beginnings: Readonly<Record<FileType, readonly Uint8Array[]>> = {
  'application/pdf': [bytes('%PDF-1.7\n'), bytes('\r\n\r\n%PDF-1.4')],
  'image/jpeg': [bytes('\xff\xd8\xff\xe0')],
  'image/png': [bytes('\x89PNG\r\n\x1a\n')],
  'image/gif': [bytes('GIF89a')],
  'image/webp': [bytes('RIFF\x24\x00\x00\x00WEBP')],
  'image/heic': [bytes('\x00\x00\x00\x18ftypheic')],
  'image/tiff': [bytes('II*\x00'), bytes('MM\x00*')],
  'text/plain': [utf8('运单 YT2026\n'), bytes('\xff\xfe\x00\x8b'), Buffer.from('\x1b$B$3$s\x1b(B')],
  'text/csv': [utf8('waybill,weight\n1,2\n')],
  'application/msword': [bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
  'application/vnd.ms-excel': [bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
  'application/vnd.ms-powerpoint': [bytes('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': [archive('[Content_Types].xml'), archive('word/document.xml')],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': [archive('_rels/.rels')],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': [archive('docProps/app.xml')],
  'message/rfc822': [utf8('From: a@b.example\r\n\r\n')],
  'audio/mpeg': [bytes('ID3\x04'), bytes('\xff\xfb\x90')],
  'audio/wav': [bytes('RIFF\x24\x00\x00\x00WAVE')],
  'video/mp4': [bytes('\x00\x00\x00\x18ftypisom')],
}
/** What looks at its whole may be taken for a text, or what shares its container, is no other type. */
const kin = (type: FileType): string =>
  /^text|rfc822/.test(type) ? 'text' : /ms-|msword/.test(type) ? 'old' : /openxml/.test(type) ? 'new' : type

describe('a file', () => {
  it.each(FileType.options)('of type %s is told by its beginning, and is no other', (type) => {
    for (const head of beginnings[type]) {
      expect(isOf(type, head)).toBe(true)
      for (const other of FileType.options)
        if (kin(other) !== kin(type) && kin(other) !== 'text') expect(isOf(other, head), other).toBe(false)
    }
  })

  it.each([
    ['a program of Windows', bytes('MZ\x90\x00')],
    ['one of Linux', bytes('\x7fELF\x02')],
    ['a script', bytes('#!/bin/sh\n')],
    ['one of macOS', bytes('\xcf\xfa\xed\xfe')],
    ['an archive of Java', archive('META-INF/MANIFEST.MF')],
    ['any archive', archive('run.exe')],
  ])('is never taken where it is %s', (_what, head) => {
    expect(FileType.options.filter((type) => isOf(type, head))).toEqual([])
  })

  it('with bytes that no text has is no text', () => expect(isOf('text/plain', bytes('a\x00b'))).toBe(false))
})
