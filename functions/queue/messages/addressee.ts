import type { ContactStore } from '../../../domain/contacts/ports.ts'
import type { CustomerStore } from '../../../domain/customers/ports.ts'
import { summaryOf } from '../../../domain/customers/summary.ts'
import { SealedUnreadable } from '../../../domain/kernel/care/vault.ts'
import { firmZone } from '../../../domain/kernel/day.ts'
import { Email, emailKey } from '../../../domain/kernel/email.ts'
import type { Language } from '../../../domain/kernel/language.ts'
import type { QuietHours } from '../../../domain/kernel/quiet-hours.ts'
import type { Recipient } from '../../../domain/messages/message.ts'
import type { StaffStore } from '../../../domain/staff/ports.ts'
import type { StaffMember } from '../../../domain/staff/staff-member.ts'
import { type Channel, channels } from '../../../domain/templates/channel.ts'
import type { Tickets } from '../../../domain/tickets/ports.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { derivedId } from '../../runtime/derived-id.ts'

/** An address in the clear, as it is held for the moment of sending. `key` is the form in which it is compared. */
export type Address = { readonly channel: Channel; readonly value: string; readonly key: string; readonly optOut: boolean }

/** Somebody to whom a message is about to go. */
export type Addressee = {
  readonly name: string
  readonly language: Language | undefined
  readonly zone: string
  readonly quietHours: QuietHours | undefined
  readonly channels: readonly Channel[]
  readonly customers: readonly string[]
  readonly addresses: readonly Address[]
  /** What confirms a colleague's address: only one that is not confirmed has it, and nothing else goes there. */
  readonly confirmationCode?: string
}

export type AddresseePorts = {
  readonly contacts: Pick<ContactStore, 'load'>
  readonly customers: Pick<CustomerStore, 'load'>
  readonly staff: Pick<StaffStore, 'load'>
  readonly tickets: Pick<Tickets, 'load'>
  readonly codeFor: (naming: { readonly id: string; readonly namedAt: string }) => Promise<string>
}

type Entry = { readonly primary?: boolean | undefined; readonly optOut?: boolean | undefined }
type Reachability = {
  readonly emails: readonly (Entry & { readonly address: string })[]
  readonly phones: readonly (Entry & { readonly number: string })[]
}

const primaryFirst = <One extends Entry>(entries: readonly One[]): readonly One[] => [
  ...entries.filter(({ primary }) => primary),
  ...entries.filter(({ primary }) => !primary),
]

const addressesOf = ({ emails, phones }: Reachability): readonly Address[] => [
  ...primaryFirst(emails).map(
    ({ address, optOut = false }) => ({ channel: 'email', value: address, key: emailKey(address), optOut }) as const,
  ),
  ...primaryFirst(phones).map(({ number, optOut = false }) => ({ channel: 'sms', value: number, key: number, optOut }) as const),
]

const isChannel = (way: string): way is Channel => channels.some((channel) => channel === way)

const contact = async ({ contacts }: AddresseePorts, id: string): Promise<Addressee | undefined> => {
  const found = (await contacts.load(id))?.state
  if (!found || found.archived) return undefined
  const { name, language, zone = firmZone, quietHours, channel, wechatOpenId } = found
  const wechat = wechatOpenId === undefined ? [] : [{ channel: 'wechat', value: wechatOpenId, key: wechatOpenId, optOut: false } as const]
  const liked = found.channels ?? (channel === undefined ? [] : [channel])
  const customers = found.affiliations.filter(({ until }) => until === undefined).map(({ customerId }) => customerId)
  const addresses = [...addressesOf(found), ...wechat]
  return { name, language, zone, quietHours, channels: liked.filter(isChannel), customers: [...new Set(customers)], addresses }
}

const customer = async ({ customers }: AddresseePorts, id: string): Promise<Addressee | undefined> => {
  const found = (await customers.load(id))?.state
  if (!found || found.archived) return undefined
  const { name } = summaryOf(found)
  const { language } = found
  return { name, language, zone: firmZone, quietHours: undefined, channels: [], customers: [id], addresses: addressesOf(found) }
}

const noticeAddress = async (
  { codeFor }: AddresseePorts,
  { id, email }: StaffMember,
): Promise<Pick<Addressee, 'addresses' | 'confirmationCode'>> => {
  if (!email) return { addresses: [] }
  const addresses = [{ channel: 'email', value: email.address, key: emailKey(email.address), optOut: false }] as const
  if (email.confirmedAt !== undefined) return { addresses }
  return { addresses, confirmationCode: await codeFor({ id, namedAt: email.namedAt }) }
}

/** Colleagues are written to at their desk: their working hours are for whoever decides to write. */
const user = async (ports: AddresseePorts, id: string): Promise<Addressee | undefined> => {
  const member = (await ports.staff.load(derivedId('staff', id)))?.state
  if (!member) return undefined
  const { language, zone } = member.settings
  return { name: member.user, language, zone, quietHours: undefined, channels: [], customers: [], ...(await noticeAddress(ports, member)) }
}

/** Whoever chats with us at WeChat is answered there; as the contact or customer that they are where that is no way any more. */
const inChat = ({ requester: asker, language, customerId }: Ticket, known: Addressee | undefined): Addressee | undefined => {
  const openId = asker?.address
  if (openId === undefined) return known
  const chat = { channel: 'wechat', value: openId, key: openId, optOut: false } as const
  const others = known?.addresses.filter(({ channel }) => channel !== 'wechat') ?? []
  return {
    name: asker?.name ?? known?.name ?? '',
    language: language ?? known?.language,
    zone: known?.zone ?? firmZone,
    quietHours: undefined,
    channels: ['wechat'],
    customers: customerId === undefined ? [] : [customerId],
    addresses: [chat, ...others],
  }
}

/** A telephone in the form of E.164, as it is kept where somebody gave one. */
const telephone = /^\+[1-9]\d{6,14}$/

/** Where whoever asked wanted to be answered: at their mailbox, or by text message where a form took nothing but a telephone. */
const wayTo = ({ channel, requester: asker }: Ticket): Address | undefined => {
  const mailbox = Email.safeParse(asker?.address)
  if (mailbox.success) return { channel: 'email', value: mailbox.data, key: emailKey(mailbox.data), optOut: false }
  const number = asker?.address ?? ''
  // Who called may have done so from a desk, where nobody reads a text message.
  return channel !== 'phone' && telephone.test(number) ? { channel: 'sms', value: number, key: number, optOut: false } : undefined
}

/** Whoever asks in a ticket, at the address that they gave; where there is none, as the contact or customer that they are. */
const requester = async (ports: AddresseePorts, id: string): Promise<Addressee | undefined> => {
  const found = (await ports.tickets.load(id))?.state
  if (!found) return undefined
  const { contactId, customerId, language, requester: asker } = found
  const known =
    contactId !== undefined ? await contact(ports, contactId) : customerId === undefined ? undefined : await customer(ports, customerId)
  if (found.channel === 'wechat') return inChat(found, known)
  const way = wayTo(found)
  // Words for a chat would reach nobody: whoever did not write there cannot be answered there.
  const others = known?.addresses.filter(({ channel }) => channel !== 'wechat') ?? []
  if (!way) return known && { ...known, addresses: others }
  const self = {
    name: asker?.name ?? known?.name ?? '',
    language: language ?? known?.language,
    addresses: way.channel === 'email' ? [way] : [way, ...others],
  }
  const customers = customerId === undefined ? [] : [customerId]
  return { zone: known?.zone ?? firmZone, quietHours: undefined, channels: [], customers, ...self }
}

/**
 * Opens what is sealed of a recipient, at the last moment; undefined where there is nobody any more, as after what was known of
 * them is destroyed.
 */
export const addresseeOf = async (ports: AddresseePorts, { kind, id }: Recipient): Promise<Addressee | undefined> => {
  try {
    return await { contact, customer, user, ticket: requester }[kind](ports, id)
  } catch (error) {
    if (error instanceof SealedUnreadable) return undefined
    throw error
  }
}
