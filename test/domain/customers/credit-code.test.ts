import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creditCodeFault } from '../../../domain/customers/credit-code.ts'

const alphabet = [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
const character = fc.constantFrom(...alphabet)
const digit = fc.constantFrom(...alphabet.slice(0, 10))
const few = (unit: fc.Arbitrary<string>, length: number) => fc.string({ unit, minLength: length, maxLength: length })

/** A valid code found by trial, so that the test knows none of the arithmetic: of all endings, those that the rule accepts. */
const endings = (body: string) =>
  alphabet.flatMap((a) => alphabet.map((b) => body + a + b)).filter((code) => creditCodeFault(code) === undefined)
const body = fc.tuple(few(character, 2), few(digit, 6), few(character, 8)).map((parts) => parts.join(''))

describe('the unified social credit code', () => {
  it.each([
    ['Alibaba (China)', '91330100799655058B'],
    ['Tencent Computer Systems', '91440300708461136T'],
    ['Tencent Technology (Shenzhen)', '9144030071526726XG'],
    ['Huawei Technologies', '914403001922038216'],
    ['ZTE', '9144030027939873X7'],
    ['BYD', '91440300192317458F'],
    ['China Vanke', '91440300192181490G'],
    ['Gree Electric Appliances', '91440400192548256N'],
    ['Midea', '91440606722473344C'],
    ['Baidu Online', '91110000802100433B'],
    ['Xiaomi', '91110108551385082Q'],
    ['COSCO Shipping Holdings', '91120118MA0603879K'],
    ['Ping An Insurance', '91440300100012316L'],
    ['China Merchants Bank', '9144030010001686XA'],
    ['Agricultural Bank of China', '911100001000054748'],
    ['ICBC', '91100000100003962T'],
    ['PetroChina', '91110000710925462X'],
    ['Sinopec', '91110000710926094P'],
  ])('of %s computes', (_, code) => {
    expect(creditCodeFault(code)).toBeUndefined()
  })

  it.each([
    ['', 'length'],
    ['9133010079965505', 'length'],
    ['91330100799655058B0', 'length'],
    ['913301007996550I8B', 'character'],
    ['91330100799655058b', 'character'],
    ['9133010079965505８B', 'character'],
    ['9133X100799655058B', 'character'],
    ['91330100799655058C', 'check_digit'],
    ['91330100799655085B', 'check_digit'],
    ['911100001000013428', 'check_digit'],
  ])('%j has a fault: %s', (code, fault) => {
    expect(creditCodeFault(code)).toBe(fault)
  })

  it('has exactly one pair of check characters for any body', () => {
    fc.assert(
      fc.property(body, (start) => {
        expect(endings(start)).toHaveLength(1)
      }),
      { numRuns: 50 },
    )
  })

  it('shows any one wrong character, wherever it stands', () => {
    fc.assert(
      fc.property(body, fc.nat(17), character, (start, at, other) => {
        for (const code of endings(start).filter((each) => each[at] !== other))
          expect(creditCodeFault(code.slice(0, at) + other + code.slice(at + 1))).toBeDefined()
      }),
      { numRuns: 500 },
    )
  })

  it('catches two neighbours that changed places in the organisation number', () => {
    fc.assert(
      fc.property(body, fc.integer({ min: 8, max: 14 }), (start, at) => {
        const [code = ''] = endings(start)
        const swapped = code.slice(0, at) + code.charAt(at + 1) + code.charAt(at) + code.slice(at + 2)
        if (swapped !== code) expect(creditCodeFault(swapped)).toBe('check_digit')
      }),
      { numRuns: 50 },
    )
  })

  it('finds a fault in any other text, and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        expect(['length', 'character', 'check_digit']).toContain(creditCodeFault(value))
      }),
    )
  })
})
