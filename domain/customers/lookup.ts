import * as z from 'zod'
import { CountryCode } from '../kernel/address.ts'
import { Email, emailKey } from '../kernel/email.ts'
import { Phone } from '../kernel/phone.ts'
import type { Claim } from '../kernel/store.ts'
import { line } from '../kernel/text.ts'
import { taxIdKey } from './claims.ts'

/** Exactly one of the things that belong to one customer only. */
export const CustomerLookup = z.union([
  z.strictObject({ taxId: line(32), country: CountryCode.default('CN') }),
  z.strictObject({ email: Email }),
  z.strictObject({ phone: Phone }),
])
export type CustomerLookup = z.infer<typeof CustomerLookup>

/** What is looked for, in the form in which claims are compared. */
export const claimIn = (lookup: CustomerLookup): Claim => {
  if ('taxId' in lookup) return { field: 'taxId', value: taxIdKey(lookup.country, lookup.taxId) }
  if ('email' in lookup) return { field: 'email', value: emailKey(lookup.email) }
  return { field: 'phone', value: lookup.phone }
}
