import { reachableClaims } from '../kernel/reachability.ts'
import type { Claim } from '../kernel/store.ts'
import type { Contact } from './contact.ts'

/** By which a contact is found who writes to the firm's account at WeChat. */
export const wechatClaim = (openId: string): Claim => ({ field: 'wechat', value: openId })

/** "An e-mail address, a phone number and somebody at WeChat belong to one contact." An archived contact holds none of them. */
export const claimsOf = (contact: Contact | undefined): readonly Claim[] => {
  if (!contact || contact.archived) return []
  const { wechatOpenId } = contact
  return [...reachableClaims(contact), ...(wechatOpenId === undefined ? [] : [wechatClaim(wechatOpenId)])]
}
