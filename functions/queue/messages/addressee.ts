import type { Contact } from '../../../domain/contacts/contact.ts'
import type { Customer } from '../../../domain/customers/customer.ts'
import { summaryOf } from '../../../domain/customers/summary.ts'
import type { AddressIndexes, Closed, FindClosed } from '../../../domain/kernel/care/closed.ts'
import { SealedUnreadable, type Why } from '../../../domain/kernel/care/vault.ts'
import { firmZone } from '../../../domain/kernel/day.ts'
import { Email } from '../../../domain/kernel/email.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import type { Language } from '../../../domain/kernel/language.ts'
import type { QuietHours } from '../../../domain/kernel/quiet-hours.ts'
import type { Recipient } from '../../../domain/messages/message.ts'
import type { StaffMember } from '../../../domain/staff/staff-member.ts'
import { type Channel, channelOf, channels } from '../../../domain/templates/channel.ts'
import { requesterAt } from '../../../domain/tickets/requester-address.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { derivedId } from '../../runtime/derived-id.ts'

/** Where something sealed stands. */
type Place = { readonly record: Pick<Closed<unknown>, 'open'>; readonly pointer: string }

/** An address that is not opened. `index` tells it without saying it. */
export type Address = { readonly channel: Channel; readonly index: string; readonly optOut: boolean; readonly at: Place }

/** Somebody to whom a message may go. */
export type Addressee = {
  readonly name: string | Place
  readonly language: Language | undefined
  readonly zone: string
  readonly quietHours: QuietHours | undefined
  readonly channels: readonly Channel[]
  readonly customers: readonly string[]
  readonly addresses: readonly Address[]
  /** What confirms a colleague's address: only one that is not confirmed has it, and nothing else goes there. */
  readonly confirmationCode?: () => Promise<string>
}

export type AddresseePorts = {
  readonly contacts: FindClosed<Contact>
  readonly customers: FindClosed<Customer>
  readonly staff: FindClosed<StaffMember>
  readonly tickets: FindClosed<Ticket>
  readonly codeFor: (naming: { readonly id: string; readonly namedAt: string }) => Promise<string>
}

type Asked = { readonly ports: AddresseePorts; readonly id: string; readonly why: Why }
type Entry = { readonly primary?: boolean | undefined; readonly optOut?: boolean | undefined }
type Entries = Readonly<Record<'emails' | 'phones', readonly Entry[]>>

type Stands = { readonly record: Closed<unknown>; readonly indexes: AddressIndexes }

const addressAt = ({ record, indexes }: Stands, pointer: string, optOut = false): readonly Address[] => {
  const [kind, index] = indexes[pointer] ?? []
  return kind === undefined || index === undefined ? [] : [{ channel: channelOf[kind], index, optOut, at: { record, pointer } }]
}

const primaryFirst = (stands: Stands, entries: readonly Entry[], pointerOf: (i: number) => string): readonly Address[] => {
  const all = entries.map(({ primary, optOut }, i) => ({ primary, addresses: addressAt(stands, pointerOf(i), optOut) }))
  return [...all.filter(({ primary }) => primary), ...all.filter(({ primary }) => !primary)].flatMap(({ addresses }) => addresses)
}

const addressesOf = (stands: Stands, { emails, phones }: Entries): readonly Address[] => [
  ...primaryFirst(stands, emails, (i) => `/emails/${i}/address`),
  ...primaryFirst(stands, phones, (i) => `/phones/${i}/number`),
  ...addressAt(stands, '/wechatOpenId'),
]

const isChannel = (way: string): way is Channel => channels.some((channel) => channel === way)

type Wishes = Pick<Contact, 'channel' | 'channels' | 'quietHours' | 'zone'>

/** How and when somebody likes to be reached, on their own clock. */
const likedBy = ({ channel, channels: several, quietHours, zone = firmZone }: Wishes) => {
  const liked = several ?? (channel === undefined ? [] : [channel])
  return { zone, quietHours, channels: liked.filter(isChannel) }
}

const contact = async ({ ports, id, why }: Asked): Promise<Addressee | undefined> => {
  const record = await ports.contacts(id, why)
  if (!record || record.state.archived) return undefined
  const { name, language, affiliations } = record.state
  const customers = affiliations.filter(({ until }) => until === undefined).map(({ customerId }) => customerId)
  const addresses = addressesOf({ record, indexes: await record.indexes() }, record.state)
  return { name, language, ...likedBy(record.state), customers: [...new Set(customers)], addresses }
}

const customer = async ({ ports, id, why }: Asked): Promise<Addressee | undefined> => {
  const record = await ports.customers(id, why)
  if (!record || record.state.archived) return undefined
  const { name } = summaryOf(record.state)
  const { language } = record.state
  const wishes = likedBy(record.state.kind === 'individual' ? record.state : {})
  const addresses = addressesOf({ record, indexes: await record.indexes() }, record.state)
  return { name, language, ...wishes, customers: [id], addresses }
}

/** Colleagues are written to at their desk: their working hours are for whoever decides to write. */
const user = async ({ ports, id: userId, why }: Asked): Promise<Addressee | undefined> => {
  const record = await ports.staff(derivedId('staff', userId), why)
  if (!record) return undefined
  const { id, email, user: name, settings } = record.state
  const { language, zone } = settings
  const addresses = addressAt({ record, indexes: await record.indexes() }, '/email/address')
  const known = { name, language, zone, quietHours: undefined, channels: [], customers: [], addresses }
  if (!email || email.confirmedAt !== undefined) return known
  return { ...known, confirmationCode: () => ports.codeFor({ id, namedAt: email.namedAt }) }
}

const askerOf = (record: Closed<Ticket>, known: Addressee | undefined) => {
  const { requester: asker, language, customerId } = record.state
  return {
    name: asker?.name === undefined ? (known?.name ?? '') : { record, pointer: requesterAt.name },
    language: language ?? known?.language,
    zone: known?.zone ?? firmZone,
    quietHours: undefined,
    customers: customerId === undefined ? [] : [customerId],
  }
}

/** Who asks in a ticket as the contact or customer that they are, if they are known. */
const knownIn = async ({ contactId, customerId }: Ticket, { ports, why }: Asked): Promise<Addressee | undefined> => {
  if (contactId !== undefined) return contact({ ports, id: contactId, why })
  return customerId === undefined ? undefined : customer({ ports, id: customerId, why })
}

/**
 * Whoever asks in a ticket, at the address that they gave; where there is none, as the contact or customer that they are. Whoever
 * chats with us at WeChat is answered there, or as whom we know them where that is no way any more.
 */
const requester = async (asked: Asked): Promise<Addressee | undefined> => {
  const record = await asked.ports.tickets(asked.id, asked.why)
  if (!record) return undefined
  const [known, indexes] = await Promise.all([knownIn(record.state, asked), record.indexes()])
  const [way] = addressAt({ record, indexes }, requesterAt.address)
  const isChat = record.state.channel === 'wechat'
  if (isChat && !way) return known
  // Words for a chat would reach nobody: whoever did not write there cannot be answered there.
  const others = known?.addresses.filter(({ channel }) => channel !== 'wechat') ?? []
  if (!way) return known && { ...known, addresses: others }
  const addresses = way.channel === 'email' ? [way] : [way, ...others]
  return { ...askerOf(record, known), channels: isChat ? ['wechat'] : [], addresses }
}

/** Undefined where there is nobody any more, as after what was known of them is destroyed. */
const unlessDestroyed = async <T>(found: Promise<T>): Promise<T | undefined> => {
  try {
    return await found
  } catch (error) {
    if (error instanceof SealedUnreadable) return undefined
    throw error
  }
}

/** All that is decided on before a message goes to somebody; undefined where there is nobody any more. Nothing sealed is opened. */
export const addresseeOf = (ports: AddresseePorts, { kind, id }: Recipient, why: Why): Promise<Addressee | undefined> =>
  unlessDestroyed({ contact, customer, user, ticket: requester }[kind]({ ports, id, why }))

/** What a message needs in the clear. */
export type Opened = { readonly to: string; readonly name: string }

type Wanted = { readonly address: Address; readonly isNamed: boolean }

/** What stands at several places, each record opened once. */
const valuesAt = async (places: readonly Place[]): Promise<(place: Place) => string> => {
  const byRecord = Map.groupBy(places, ({ record }) => record)
  const opening = [...byRecord].map(async ([record, within]) => [record, await record.open(within.map(({ pointer }) => pointer))] as const)
  const values = new Map(await Promise.all(opening))
  return ({ record, pointer }) => {
    const value = values.get(record)?.get(pointer)
    if (value === undefined) throw new Failure(`nothing is sealed at ${pointer}`)
    return value
  }
}

const opened = async ({ name }: Addressee, { address: { channel, at }, isNamed }: Wanted): Promise<Opened> => {
  const sealedName = isNamed && typeof name !== 'string' ? name : undefined
  const valueAt = await valuesAt(sealedName ? [at, sealedName] : [at])
  const value = valueAt(at)
  const to = channel === 'email' ? (Email.safeParse(value).data ?? value) : value
  return { to, name: typeof name === 'string' ? name : sealedName ? valueAt(sealedName) : '' }
}

/**
 * Opens the one address to which a message goes, and the name where it calls somebody by a sealed one: at the last moment, and nothing
 * else. Undefined where the key is destroyed.
 */
export const openAddress = (addressee: Addressee, wanted: Wanted): Promise<Opened | undefined> => unlessDestroyed(opened(addressee, wanted))
