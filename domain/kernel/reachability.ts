import * as z from 'zod'
import { Email, emailKey } from './email.ts'
import { block, type Finding } from './finding.ts'
import { Instant } from './instant.ts'
import { Phone } from './phone.ts'
import { repeated } from './repeated.ts'
import type { Claim } from './store.ts'
import { line } from './text.ts'

const entry = {
  label: line(40).optional(),
  primary: z.boolean().optional(),
  verifiedAt: Instant.optional(),
  optOut: z.boolean().optional(),
}
const PhoneEntry = z.strictObject({ ...entry, number: Phone })
const EmailEntry = z.strictObject({ ...entry, address: Email })

/** How somebody is reached: members of a customer and of a contact, at most `most` of each. */
export const reachability = (most: number) => ({
  phones: z.array(PhoneEntry).max(most).default([]),
  emails: z.array(EmailEntry).max(most).default([]),
})

const WechatOpenId = line(64).meta({ class: 'personal', mask: 'all' })
/** How the firm's official account at WeChat knows somebody: a member of a contact, and of a customer who is an individual. */
export const atWechat = { wechatOpenId: WechatOpenId.optional() }

/** One address by itself, by which somebody is looked for, or to which nothing more is to go. */
export const GivenAddress = z.union([
  z.strictObject({ email: Email }),
  z.strictObject({ phone: Phone }),
  z.strictObject({ wechatOpenId: WechatOpenId }),
])
type GivenAddress = z.infer<typeof GivenAddress>

/** Kinds of addresses, as blind indexes tell them apart. */
export const addressKinds = ['email', 'phone', 'wechat'] as const
export type AddressKind = (typeof addressKinds)[number]

/** An address, where in its record it stands (a JSON pointer), and the form in which it is compared. */
export type AddressAt = { readonly pointer: string; readonly kind: AddressKind; readonly value: string }

type Reachable = { readonly phones: readonly z.infer<typeof PhoneEntry>[]; readonly emails: readonly z.infer<typeof EmailEntry>[] }
/** A person or a firm, of which only the former may be at WeChat. */
type ReachableAnywhere = Reachable & { readonly wechatOpenId?: string | undefined }

/** "One of the phones is the first to call, and one of the addresses the first to write to; never two." */
export const onePrimary = ({ phones, emails }: Reachable): readonly Finding[] => [
  ...(phones.filter(({ primary }) => primary).length > 1 ? [block('phone.several_primary', '/phones')] : []),
  ...(emails.filter(({ primary }) => primary).length > 1 ? [block('email.several_primary', '/emails')] : []),
]

/** "A number or address stands once." */
export const noneTwice = ({ phones, emails }: Reachable): readonly Finding[] => [
  ...repeated(phones.map(({ number }) => number)).map((i) => block('phone.twice', `/phones/${i}/number`)),
  ...repeated(emails.map(({ address }) => emailKey(address))).map((i) => block('email.twice', `/emails/${i}/address`)),
]

/** By which somebody is found who writes to the firm's account at WeChat. */
export const wechatClaim = (openId: string): Claim => claimOf({ wechatOpenId: openId })

/** A given address in the form in which claims are compared. */
export const claimOf = (given: GivenAddress): Claim & { readonly field: AddressKind } => {
  if ('email' in given) return { field: 'email', value: emailKey(given.email) }
  if ('phone' in given) return { field: 'phone', value: given.phone }
  return { field: 'wechat', value: given.wechatOpenId }
}

/** "An e-mail address, a phone number and somebody at WeChat belong to one." */
export const reachableClaims = ({ phones, emails, wechatOpenId }: ReachableAnywhere): readonly Claim[] => [
  ...emails.map(({ address }) => ({ field: 'email', value: emailKey(address) })),
  ...phones.map(({ number }) => ({ field: 'phone', value: number })),
  ...(wechatOpenId === undefined ? [] : [wechatClaim(wechatOpenId)]),
]

/** Where somebody's e-mail addresses, phones and their id at WeChat stand in their record. */
export const reachableAt = ({ phones, emails, wechatOpenId }: ReachableAnywhere): readonly AddressAt[] => [
  ...emails.map(({ address }, i) => ({ pointer: `/emails/${i}/address`, kind: 'email', value: emailKey(address) }) as const),
  ...phones.map(({ number }, i) => ({ pointer: `/phones/${i}/number`, kind: 'phone', value: number }) as const),
  ...(wechatOpenId === undefined ? [] : [{ pointer: '/wechatOpenId', kind: 'wechat', value: wechatOpenId } as const]),
]
