/** What can be wrong with a tax id. `component`: a part of it, such as a place or a kind of firm, does not exist. */
export type TaxIdFault = 'length' | 'character' | 'component' | 'check_digit'
export type TaxIdRule = (id: string) => TaxIdFault | undefined

/** Only the length and the digits are published for these numbers, no check digit. */
const digits =
  (...lengths: readonly number[]): TaxIdRule =>
  (id) => {
    if (!lengths.includes(id.length)) return 'length'
    return /^\d+$/.test(id) ? undefined : 'character'
  }

/** Taiwan, unified business number: digits of the weighted digits add up to a multiple of 5 (Ministry of Finance, since April 2023). */
const taiwan: TaxIdRule = (id) => {
  const fault = digits(8)(id)
  if (fault) return fault
  const products = [1, 2, 1, 2, 1, 2, 4, 1].map((weight, i) => weight * Number(id.charAt(i)))
  const sum = products.reduce((total, product) => total + Math.floor(product / 10) + (product % 10), 0)
  return sum % 5 === 0 || (id.charAt(6) === '7' && (sum + 1) % 5 === 0) ? undefined : 'check_digit'
}

/** Malaysia: the tax number (its letters tell the kind of taxpayer), or the 12 digits of the company register. */
const malaysia: TaxIdRule = (id) => {
  const number = id.replace(/^(?:CS|FA|PT|T[ACNRP]|LE|[IOS]G|[CDEFJ])/, '')
  if (!/^\d*$/.test(number)) return 'character'
  const lengths = number === id ? [12] : [9, 10, 11]
  return lengths.includes(number.length) ? undefined : 'length'
}

/** Rules that a library lacks or has out of date: Emirates TRN, Hong Kong business registration, Indonesian NPWP (16 digits since 2024). */
export const nationalRules: Readonly<Record<string, TaxIdRule>> = {
  AE: digits(15),
  HK: digits(8),
  ID: digits(15, 16),
  MY: malaysia,
  TW: taiwan,
}
