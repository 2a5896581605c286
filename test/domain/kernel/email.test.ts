import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { Email, emailKey } from '../../../domain/kernel/email.ts'

describe('an e-mail address', () => {
  it.each([
    ['li.na@example.com', 'li.na@example.com'],
    ['  Li.Na+quotes@Example.COM ', 'Li.Na+quotes@example.com'],
    ["o'brien@sub.mail.example.co.uk", "o'brien@sub.mail.example.co.uk"],
    ['李娜@物流.中国', '李娜@xn--qzwx3i.xn--fiqs8s'],
    ['jörg@müller.de', 'jörg@xn--mller-kva.de'],
    ['Jo\u0308rg@mu\u0308ller.de', 'J\u00f6rg@xn--mller-kva.de'],
    ['ops@ｅｘａｍｐｌｅ.com', 'ops@example.com'],
    ['a@b.co', 'a@b.co'],
    [`${'a'.repeat(64)}@example.com`, `${'a'.repeat(64)}@example.com`],
  ])('%j is kept as %j', (typed, kept) => {
    expect(Email.parse(typed)).toBe(kept)
  })

  it.each([
    '',
    '@',
    'example.com',
    '@example.com',
    'li.na@',
    'li.na@localhost',
    'li na@example.com',
    '.li@example.com',
    'li.@example.com',
    'li..na@example.com',
    'li@na@example.com',
    'li.na@example..com',
    'li.na@-example.com',
    'li.na@example-.com',
    'li.na@example.c',
    'li.na@192.0.2.1',
    'li.na@[192.0.2.1]',
    'li.na@exa mple.com',
    'li.na@example.com/path',
    'li.na@example.com:25',
    'Li Na <li.na@example.com>',
    'li.na@example.com, wang@example.com',
    'li.na@example.com\r\nBcc: all@example.com',
    'li\0na@example.com',
    'li\u202Ena@example.com',
    'li\ud83d@example.com',
    `${'a'.repeat(65)}@example.com`,
    `${'货'.repeat(22)}@example.com`,
    `a@${'b'.repeat(64)}.com`,
    `a@${'b.'.repeat(130)}com`,
    'a'.repeat(10_000),
  ])('%j is refused, with one stable code', (typed) => {
    expect(Email.safeParse(typed).error?.issues).toMatchObject([{ code: 'custom', params: { code: 'email.invalid' } }])
  })

  it('is the same one in capitals, in decomposed letters or with the domain in its own script', () => {
    expect(emailKey('Li.Na@Example.com')).toBe(emailKey('li.na@EXAMPLE.COM'))
    expect(emailKey('J\u00d6RG@m\u00fcller.de')).toBe(emailKey('jo\u0308rg@xn--mller-kva.de'))
    expect(emailKey('li.na@example.com')).not.toBe(emailKey('lina@example.com'))
  })

  it('is stable: an address that was accepted is accepted again, unchanged, and so is its key', () => {
    const typed = fc.oneof(
      fc.emailAddress(),
      fc.tuple(fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }), fc.domain()).map((parts) => parts.join('@')),
    )
    fc.assert(
      fc.property(typed, (value) => {
        const first = Email.safeParse(value)
        if (!first.success) return
        expect(Email.parse(first.data)).toBe(first.data)
        expect(emailKey(emailKey(value))).toBe(emailKey(value))
        expect(emailKey(first.data)).toBe(emailKey(value))
      }),
      { numRuns: 500 },
    )
  })

  it('is marked as personal, and stays a string in JSON Schema, going in and coming out', () => {
    for (const io of ['input', 'output'] as const)
      expect(z.toJSONSchema(Email, { io })).toMatchObject({ type: 'string', maxLength: 320, class: 'personal', mask: 'email' })
  })
})
