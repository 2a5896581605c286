import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FileName, safeName } from '../../../domain/attachments/file-name.ts'
import { nameFor, typeOf } from '../../../domain/attachments/file-type.ts'

describe('the name of a file', () => {
  it.each([
    ['签收单.pdf', '签收单.pdf'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Windows\\system32\\bill.pdf', 'bill.pdf'],
    ['a/b/..', 'file'],
    ['invoice\u202Efdp.exe', 'invoicefdp.exe'],
    ['one\u0000two\r\nSet-Cookie: x.pdf', 'onetwoSet-Cookie_ x.pdf'],
    ['.htaccess', 'htaccess'],
    ['CON.pdf', '_CON.pdf'],
    ['what?<is>"this"|.pdf', 'what__is__this__.pdf'],
    ['\u200B\uFEFF', 'file'],
    ['', 'file'],
    ['  the  bill .pdf ', 'the bill .pdf'],
  ])('%j is kept as %j', (written, safe) => expect(safeName(written)).toBe(safe))

  it('whatever was written is a name that is only a name, and short enough for every disk', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 600 }), (written) => {
        const safe = safeName(written)
        expect(FileName.safeParse(safe).success).toBe(true)
        expect(safe).not.toMatch(/[/\\\p{Cc}\p{Cf}]|^\.|\.$/u)
        expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200)
      }),
    )
  })

  it('ends as files of its type do, so that no computer takes it for something to run', () => {
    expect(nameFor('text/plain', 'bill.exe')).toBe('bill.exe.txt')
    expect(nameFor('image/jpeg', 'damage.JPEG')).toBe('damage.JPEG')
    expect(nameFor('application/pdf', '提单')).toBe('提单.pdf')
    expect(nameFor('application/pdf', '长'.repeat(300))).toMatch(/^长+\.pdf$/)
  })

  it('says its type where the sender did not', () => {
    expect(typeOf('application/octet-stream', 'a.PDF')).toBe('application/pdf')
    expect(typeOf('Text/CSV; charset=gb18030', 'a')).toBe('text/csv')
    expect(typeOf('application/x-msdownload', 'a.exe')).toBeUndefined()
    expect(typeOf(undefined, 'a.zip')).toBeUndefined()
  })
})
