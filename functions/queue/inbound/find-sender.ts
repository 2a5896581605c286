import type { InboundHead, Sender } from '../../../domain/inbound/inbound-message.ts'
import { type Holders, isProven, notToldApart, type ToldApart, toldApart } from '../../../domain/inbound/sender.ts'
import { Email, emailKey } from '../../../domain/kernel/email.ts'
import { parsePhone } from '../../../domain/kernel/phone.ts'
import { wechatClaim } from '../../../domain/kernel/reachability.ts'
import type { Claim } from '../../../domain/kernel/store.ts'
import type { SenderPorts } from './ports.ts'

/** Whose matter it is: the customer whose mail one of us has passed on, or else whoever wrote. */
export const requesterOf = ({ from, forwardedFor }: Pick<InboundHead, 'from' | 'forwardedFor'>): Sender => forwardedFor ?? from

const emailClaims = (value: string): readonly Claim[] => {
  const email = Email.safeParse(value)
  return email.success ? [{ field: 'email', value: emailKey(email.data) }] : []
}

const phoneClaims = (value: string): readonly Claim[] => {
  const phone = parsePhone(value)
  return phone.ok ? [{ field: 'phone', value: phone.value }] : []
}

/** What tells somebody by an address: at WeChat the id there, elsewhere a mailbox or a number. */
const claimsOf = ({ channel }: InboundHead, { address, phone }: Sender): readonly Claim[] => {
  if (channel === 'wechat') return [wechatClaim(address)]
  return [address, ...(phone === undefined ? [] : [phone])].flatMap((value) => [...emailClaims(value), ...phoneClaims(value)])
}

const idsOf = async (holder: SenderPorts['contactOf'], claims: readonly Claim[]): Promise<readonly string[]> => {
  const found = await Promise.all(claims.map(holder))
  return [...new Set(found.flatMap((id) => id ?? []))]
}

/** Whom a message is from, by the addresses that contacts and customers hold. An address for which nobody vouches tells nobody. */
export const findSender = async (ports: SenderPorts, message: InboundHead): Promise<ToldApart> => {
  const claims = claimsOf(message, requesterOf(message))
  const [contactIds, customers] = await Promise.all([idsOf(ports.contactOf, claims), idsOf(ports.customerOf, claims)])
  const contacts = await Promise.all(contactIds.map(async (id) => ({ id, customers: await ports.customersAt(id) })))
  const holders: Holders = { contacts, customers }
  return isProven(message) ? toldApart(holders) : notToldApart(holders)
}
