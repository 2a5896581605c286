import { reachableClaims } from '../kernel/reachability.ts'
import type { Claim } from '../kernel/store.ts'
import type { Contact } from './contact.ts'

/** "An e-mail address, a phone number and somebody at WeChat belong to one contact." An archived contact holds none of them. */
export const claimsOf = (contact: Contact | undefined): readonly Claim[] => (!contact || contact.archived ? [] : reachableClaims(contact))
