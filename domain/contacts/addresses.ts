import { type AddressAt, reachableAt } from '../kernel/reachability.ts'
import type { Contact } from './contact.ts'

/** Where the addresses of a contact stand: mailboxes, phones, and how the firm's account at WeChat knows them. */
export const addressesIn = (contact: Contact): readonly AddressAt[] => {
  const { wechatOpenId: value } = contact
  return [...reachableAt(contact), ...(value === undefined ? [] : [{ pointer: '/wechatOpenId', kind: 'wechat', value } as const])]
}
