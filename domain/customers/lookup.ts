import * as z from 'zod'
import { CountryCode } from '../kernel/address.ts'
import { claimOf, GivenAddress } from '../kernel/reachability.ts'
import type { Claim } from '../kernel/store.ts'
import { line } from '../kernel/text.ts'
import { taxIdKey } from './claims.ts'

/** Exactly one of the things that belong to one customer only. */
export const CustomerLookup = z.union([z.strictObject({ taxId: line(32), country: CountryCode.default('CN') }), ...GivenAddress.options])
export type CustomerLookup = z.infer<typeof CustomerLookup>

/** What is looked for, in the form in which claims are compared. */
export const claimIn = (lookup: CustomerLookup): Claim =>
  'taxId' in lookup ? { field: 'taxId', value: taxIdKey(lookup.country, lookup.taxId) } : claimOf(lookup)
