import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max'
import * as z from 'zod'
import { ok, type Result, refuse } from './result.ts'
import { rule } from './rule.ts'

/** ITU-T E.164: a plus sign and at most 15 digits. */
const e164 = /^\+[1-9]\d{6,14}$/

const parsed = (value: string, country?: CountryCode) => {
  const phone = parsePhoneNumberFromString(value, { ...(country && { defaultCountry: country }), extract: false })
  return phone?.isValid() && !phone.ext ? phone : undefined
}

export type PhoneInvalid = { readonly code: 'phone.invalid' }

/**
 * A number that somebody typed, as E.164: `+86 138-0013-8000` is `+8613800138000`. Without a country code it is read as one
 * of `country`, if that is given. Refused unless its country's numbering plan has it; extensions are not part of a number.
 */
export const parsePhone = (value: string, country?: CountryCode): Result<string, PhoneInvalid> => {
  const phone = parsed(value.normalize('NFKC'), country)
  return phone ? ok(phone.number) : refuse({ code: 'phone.invalid' })
}

/** The country (ISO 3166-1 alpha-2) that a number belongs to; none for satellites, freephone and the like. */
export const phoneCountry = (number: string): string | undefined => parsed(number)?.country

/** A telephone number in E.164, such as `+8613800138000`, that its country's numbering plan has. */
export const Phone = z
  .string()
  .check(rule('phone.invalid', (value) => e164.test(value) && parsed(value)?.number === value))
  .meta({ class: 'personal', mask: 'phone', pattern: e164.source, examples: ['+8613800138000'] })
export type Phone = z.infer<typeof Phone>
