import type { MaskStyle } from './field-class.ts'

const stars = '***'

/** ITU-T E.164 country codes are prefix-free: one digit in zones 1 and 7, two where listed, else three. */
const countryCode = /^\+(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|\d{3})/

/** At most four characters, and never more than a third of what there is. */
const tailOf = (secret: string): string => {
  const letters = [...secret]
  return letters.slice(letters.length - Math.min(4, Math.floor(letters.length / 3))).join('')
}

const maskEmail = (value: string): string => {
  const at = value.lastIndexOf('@')
  if (at < 1) return stars
  const name = [...value.slice(0, at)]
  return `${name.length < 3 ? '' : name[0]}${stars}${value.slice(at)}`
}

const maskPhone = (value: string): string => {
  const country = countryCode.exec(value)?.[0] ?? ''
  return `${country}${stars}${tailOf(value.slice(country.length))}`
}

const styles: Readonly<Record<MaskStyle, (value: string) => string>> = {
  all: () => stars,
  phone: maskPhone,
  email: maskEmail,
  tail: (value) => `${stars}${tailOf(value)}`,
}

/**
 * What is shown to those who may not see the value: `+86***678`, `l***@example.com`, `***0017`. The stars say nothing about
 * the length, and the result always differs from the value.
 */
export const mask = (style: MaskStyle, value: string): string => {
  const shown = styles[style](value)
  return shown === value ? `${shown}*` : shown
}
