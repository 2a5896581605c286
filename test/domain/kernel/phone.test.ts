import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { Phone, parsePhone, phoneCountry } from '../../../domain/kernel/phone.ts'

describe('a telephone number', () => {
  it.each([
    ['+86 138-0013-8000', undefined, '+8613800138000'],
    ['138 0013 8000', 'CN', '+8613800138000'],
    ['(021) 5888 1234', 'CN', '+862158881234'],
    ['＋８６ 755 1234 5678', undefined, '+8675512345678'],
    ['400-123-4567', 'CN', '+864001234567'],
    ['2123 4567', 'HK', '+85221234567'],
    ['0912 345 678', 'TW', '+886912345678'],
    ['09 1234 5678', undefined, undefined],
    ['+65 9123 4567', 'CN', '+6591234567'],
    ['030 123456', 'DE', '+4930123456'],
    ['+870 773 111 632', undefined, '+870773111632'],
  ] as const)('typed as %s in %s is %s', (value, country, number) => {
    const phone = parsePhone(value, country)
    expect(phone.ok ? phone.value : undefined).toBe(number)
  })

  it.each([
    ['', 'nothing'],
    ['+', 'a plus sign alone'],
    ['+861234567890', 'a Chinese number with a digit too few'],
    ['+8612345678901', 'no Chinese mobile prefix'],
    ['+8610000000000', 'no Beijing exchange'],
    ['+15555555555', 'no American area code'],
    ['+999123456789', 'no such country'],
    ['+8613800138000 ext. 12', 'an extension'],
    ['call +8613800138000', 'words around it'],
    ['+8613800138000\0', 'a null character'],
    ['+86'.padEnd(10_000, '1'), '10,000 digits'],
  ])('is refused: %s (%s)', (value) => {
    expect(parsePhone(value)).toEqual({ ok: false, error: { code: 'phone.invalid' } })
  })

  it.each([
    ['+8613800138000', 'CN'],
    ['+85221234567', 'HK'],
    ['+6591234567', 'SG'],
    ['+12015550123', 'US'],
    ['+16135550123', 'CA'],
    ['+870773111632', undefined],
    ['nonsense', undefined],
  ])('%s belongs to %s', (number, country) => {
    expect(phoneCountry(number)).toBe(country)
  })
})

describe('the phone schema', () => {
  it('takes E.164 and nothing else', () => {
    expect(Phone.parse('+8613800138000')).toBe('+8613800138000')
    for (const value of ['13800138000', '+86 13800138000', '+86013800138000', '+8612345678901', ' +8613800138000', ''])
      expect(Phone.safeParse(value).error?.issues).toMatchObject([{ code: 'custom', params: { code: 'phone.invalid' } }])
  })

  it('is marked as personal, and stays a string with a pattern in JSON Schema, going in and coming out', () => {
    for (const io of ['input', 'output'] as const)
      expect(z.toJSONSchema(Phone, { io })).toMatchObject({
        type: 'string',
        pattern: '^\\+[1-9]\\d{6,14}$',
        class: 'personal',
        mask: 'phone',
      })
  })

  it('takes every number that was parsed, whatever was typed', () => {
    const typed = fc.oneof(
      fc
        .tuple(fc.constantFrom('+86 13', '+86 21 ', '+852 ', '+1 201 ', '+49 30 ', '+44 20 '), fc.stringMatching(/^[0-9 -]{4,12}$/))
        .map((parts) => parts.join('')),
      fc.string({ unit: 'binary', maxLength: 20 }),
    )
    fc.assert(
      fc.property(typed, (value) => {
        const phone = parsePhone(value)
        if (phone.ok) expect(Phone.parse(phone.value)).toBe(phone.value)
      }),
      { numRuns: 1000 },
    )
  })
})
