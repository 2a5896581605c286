import { digits } from '../table/digits.ts'
import type { Key } from '../table/table.ts'

/** Read or write one customer's profile. */
export const customerKey = (customerId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: 'STATE' })

/** Read what a customer's 360 view shows, by bounded queries side by side: profile, affiliations, relations, pinned warnings, completeness. */
export const customerPartition = (customerId: string): string => `CUSTOMER#${customerId}`

/** Read how complete a customer's file is, as the completeness job last worked it out. */
export const completenessKey = (customerId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: 'COMPLETENESS' })

/** Read or write how far a round through all customers has come. */
export const roundKey: Key = { pk: 'ROUND#customers', sk: 'STATE' }

/** List customers, all of them or by one class, tag, owner, team or region, in the order of their names; `alias` holds second names. */
export const listPartition = (set: 'active' | 'archived' | 'alias', by: string, value: string): string => `CUSTOMER/${set}/${by}#${value}`

/** Keep the row by which a company is found under its legal name when it goes by a shorter one. */
export const aliasKey = (customerId: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: 'ALIAS' })

/** Keep the row by which a customer is listed under one of its tags. */
export const tagKey = (customerId: string, tag: string): Key => ({ pk: `CUSTOMER#${customerId}`, sk: `TAG#${tag}` })

/** Find names that start alike: the name without case and width, with the id behind it so that equal names stay apart. */
export const nameKey = (name: string, id: string): string => `${namePrefix(name)}\u0000${id}`
export const namePrefix = (name: string): string => {
  const folded = name.normalize('NFKC').toLowerCase()
  // A sort key has 1,024 bytes, and folding can make one character many.
  return Buffer.byteLength(folded) <= longestName
    ? folded
    : Buffer.from(folded)
        .subarray(0, longestName)
        .toString('utf8')
        .replace(/\uFFFD+$/, '')
}
const longestName = 900

/** List valuable customers of whom we know too little: by tier, then the least complete first. */
export const thinPartition = 'CUSTOMER/thin'

/** Put them in order: the tier's rank, then how much of the file is there. */
export const thinKey = (tierRank: number, score: number, id: string): string => `${digits(tierRank)}#${digits(score)}#${id}`
