import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { Address, addressFaults, CountryCode } from '../../../domain/kernel/address.ts'

const codesOf = (address: z.input<typeof Address>) => addressFaults(Address.parse(address)).map(({ pointer, code }) => `${pointer} ${code}`)

describe('an address', () => {
  it.each<[string, z.input<typeof Address>]>([
    [
      'a quay in Ningbo, without a postal code',
      { country: 'CN', region: '浙江省', city: '宁波市', district: '北仑区', lines: ['港口路 1 号'] },
    ],
    [
      'a municipality of China, its district given',
      { country: 'CN', region: '上海市', district: '浦东新区', lines: ['张杨路 500 号'], postalCode: '200122' },
    ],
    ['full-width digits', { country: 'CN', region: '广东省', city: '深圳市', lines: ['科技园'], postalCode: '５１８０５７' }],
    ['Hong Kong by its city', { country: 'HK', city: 'Hong Kong', lines: ['Container Port Road South 1'] }],
    ['Hong Kong by its area', { country: 'HK', region: '九龍', lines: ['彌敦道 1 號'] }],
    ['Taipei', { country: 'TW', region: '台北市', city: '信義區', lines: ['市府路 1 號'], postalCode: '110' }],
    ['Tokyo', { country: 'JP', region: '東京都', city: '千代田区', lines: ['千代田 1-1'], postalCode: '100-0001' }],
    ['Singapore, a city and a country', { country: 'SG', lines: ['1 Harbourfront Place'], postalCode: '098633' }],
    ['Dubai, which has no postal codes', { country: 'AE', city: 'Dubai', lines: ['Jebel Ali Free Zone'] }],
    ['Rotterdam, in small letters', { country: 'NL', city: 'Rotterdam', lines: ['Wilhelminakade 909'], postalCode: '3072 ap' }],
    ['London', { country: 'GB', city: 'London', lines: ['10 Downing Street'], postalCode: 'sw1a 2aa' }],
    [
      'Los Angeles, with ZIP+4',
      { country: 'US', region: 'CA', city: 'Los Angeles', lines: ['425 S Palos Verdes St'], postalCode: '90731-3309' },
    ],
    ['Hai Phong', { country: 'VN', city: 'Hải Phòng', lines: ['Đình Vũ'] }],
  ])('is complete: %s', (_, address) => {
    expect(codesOf(address)).toEqual([])
  })

  it.each<[string, z.input<typeof Address>, readonly string[]]>([
    ['China, street only', { country: 'CN', lines: ['港口路 1 号'] }, ['/region address.region_missing', '/city address.city_missing']],
    [
      'China, five digits',
      { country: 'CN', region: '浙江省', city: '宁波市', lines: ['1'], postalCode: '31580' },
      ['/postalCode address.postal_code_invalid'],
    ],
    ['Hong Kong, street only', { country: 'HK', lines: ['1'] }, ['/region address.region_missing']],
    ['Germany, no code', { country: 'DE', city: 'Hamburg', lines: ['Burchardkai 1'] }, ['/postalCode address.postal_code_missing']],
    [
      'Germany, a code with a letter',
      { country: 'DE', city: 'Hamburg', lines: ['1'], postalCode: '2112O' },
      ['/postalCode address.postal_code_invalid'],
    ],
    ['America, no state', { country: 'US', city: 'Long Beach', lines: ['1'], postalCode: '90802' }, ['/region address.region_missing']],
    [
      'Britain, a code of no area',
      { country: 'GB', city: 'London', lines: ['1'], postalCode: 'QQ1 1AA' },
      ['/postalCode address.postal_code_invalid'],
    ],
    ['Singapore, no code', { country: 'SG', city: 'Singapore', lines: ['1'] }, ['/postalCode address.postal_code_missing']],
    ['Kenya, no town', { country: 'KE', lines: ['1'] }, ['/city address.city_missing']],
  ])('names what it lacks: %s', (_, address, faults) => {
    expect(codesOf(address)).toEqual(faults)
  })

  it('matches a postal code whole, not a part of it', () => {
    expect(codesOf({ country: 'GB', city: 'London', lines: ['1'], postalCode: 'SW1A 2AA X' })).toEqual([
      '/postalCode address.postal_code_invalid',
    ])
    expect(codesOf({ country: 'CN', region: '浙江省', city: '宁波市', lines: ['1'], postalCode: '3158000' })).toEqual([
      '/postalCode address.postal_code_invalid',
    ])
  })

  it('has one to three lines and no member that we do not know', () => {
    const parts = { country: 'SG', postalCode: '098633' }
    for (const wrong of [
      { ...parts, lines: [] },
      { ...parts, lines: ['a', 'b', 'c', 'd'] },
      { ...parts, lines: [''] },
      { ...parts, lines: ['a'], zip: '1' },
    ])
      expect(Address.safeParse(wrong).success).toBe(false)
  })

  it('marks what tells a door as personal, and can be written as JSON Schema, going in and coming out', () => {
    for (const io of ['input', 'output'] as const)
      expect(z.toJSONSchema(Address, { io })).toMatchObject({
        required: ['country', 'lines'],
        properties: {
          lines: { type: 'array', minItems: 1, maxItems: 3, items: { type: 'string', class: 'personal', mask: 'all' } },
          country: { pattern: '^[A-Z]{2}$' },
        },
      })
  })

  it('can be judged for every country, and never asks for what has been given', () => {
    const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
    const countries = letters.flatMap((a) => letters.map((b) => a + b)).filter((code) => CountryCode.safeParse(code).success)
    expect(countries.length).toBeGreaterThanOrEqual(249)
    for (const country of countries) expect(regions.of(country)).toBeDefined()
    const part = fc.option(fc.string({ minLength: 1, maxLength: 12 }), { nil: undefined })
    fc.assert(
      fc.property(fc.constantFrom(...countries), part, part, part, part, (country, region, city, district, postalCode) => {
        const found = addressFaults({ country, region, city, district, postalCode, lines: ['1'] }).map(({ code }) => code)
        if (region) expect(found).not.toContain('address.region_missing')
        if (city) expect(found).not.toContain('address.city_missing')
        if (postalCode) expect(found).not.toContain('address.postal_code_missing')
      }),
      { numRuns: 1000 },
    )
  })
})

describe('a country code', () => {
  it.each(['', 'cn', 'CHN', 'ZZ', 'UK', 'EU', 'DD', 'XX', 'constructor', '__proto__'])('is refused when it is none: %j', (value) => {
    expect(CountryCode.safeParse(value).error?.issues).toMatchObject([{ params: { code: 'country.unknown' } }])
  })

  it.each(['CN', 'HK', 'MO', 'TW', 'SG', 'AE', 'GB', 'XK'])('is accepted: %s', (value) => {
    expect(CountryCode.parse(value)).toBe(value)
  })
})
