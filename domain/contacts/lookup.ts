import * as z from 'zod'
import { Email, emailKey } from '../kernel/email.ts'
import { Phone } from '../kernel/phone.ts'
import type { Claim } from '../kernel/store.ts'

/** Exactly one of the things that belong to one contact only. */
export const ContactLookup = z.union([z.strictObject({ email: Email }), z.strictObject({ phone: Phone })])
export type ContactLookup = z.infer<typeof ContactLookup>

/** What is looked for, in the form in which claims are compared. */
export const claimIn = (lookup: ContactLookup): Claim =>
  'email' in lookup ? { field: 'email', value: emailKey(lookup.email) } : { field: 'phone', value: lookup.phone }
