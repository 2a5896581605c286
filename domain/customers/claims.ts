import { reachableClaims } from '../kernel/reachability.ts'
import type { Claim } from '../kernel/store.ts'
import type { Customer, CustomerDraft } from './customer.ts'
import { normalizeTaxId } from './tax-id.ts'

/** The form in which a tax id is compared: its country and its bare characters. */
export const taxIdKey = (country: string, taxId: string): string => `${country}:${normalizeTaxId(country, taxId)}`

/** "A tax id, an e-mail address, a phone number and somebody at WeChat belong to one customer." An archived customer holds none of them. */
export const claimsOf = (customer: CustomerDraft | Customer | undefined): readonly Claim[] => {
  if (!customer || ('archived' in customer && customer.archived)) return []
  return [...(customer.taxId ? [{ field: 'taxId', value: taxIdKey(customer.country, customer.taxId) }] : []), ...reachableClaims(customer)]
}
