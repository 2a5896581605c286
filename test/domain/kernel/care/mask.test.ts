import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskStyles } from '../../../../domain/kernel/care/field-class.ts'
import { mask } from '../../../../domain/kernel/care/mask.ts'

describe('a mask', () => {
  it.each([
    ['phone', '+8613812345678', '+86***678'],
    ['phone', '+12025550123', '+1***123'],
    ['phone', '+35318901234', '+353***34'],
    ['phone', '13812345678', '***678'],
    ['email', 'li.ming@example.com', 'l***@example.com'],
    ['email', 'li@example.com', '***@example.com'],
    ['email', '@example.com', '***'],
    ['tail', '91310000MA1FL2XB17', '***XB17'],
    ['tail', '12345', '***5'],
    ['tail', '12', '***'],
    ['all', '1990-02-03', '***'],
    ['all', '***', '****'],
  ] as const)('of style %s shows %s as %s', (style, value, shown) => {
    expect(mask(style, value)).toBe(shown)
  })

  it('never returns the value itself', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...maskStyles),
        fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^\*{0,6}$/)),
        (style, value) => {
          expect(mask(style, value)).not.toBe(value)
        },
      ),
    )
  })

  it('keeps no more than a third, and at most four characters, of what names a person', () => {
    const personal = fc.stringMatching(/^[0-9]{1,20}$/)
    fc.assert(
      fc.property(personal, (digits) => {
        const kept = (shown: string) => shown.replaceAll('*', '').length
        const most = Math.min(4, digits.length / 3)
        expect(kept(mask('tail', digits))).toBeLessThanOrEqual(most)
        expect(kept(mask('phone', `+86${digits}`)) - '+86'.length).toBeLessThanOrEqual(most)
        expect(kept(mask('email', `${digits}@e.cn`)) - '@e.cn'.length).toBeLessThanOrEqual(most)
        expect(kept(mask('all', digits))).toBe(0)
      }),
    )
  })
})
