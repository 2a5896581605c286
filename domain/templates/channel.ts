import * as z from 'zod'
import type { AddressKind } from '../kernel/reachability.ts'

/** The ways by which a message goes out. The telephone is none: a person has to call. */
export const channels = ['email', 'sms', 'wechat'] as const
export const Channel = z.enum(channels).meta({ class: 'public' })
export type Channel = z.infer<typeof Channel>

/** By which of them a kind of address is written to. */
export const channelOf = { email: 'email', phone: 'sms', wechat: 'wechat' } as const satisfies Readonly<Record<AddressKind, Channel>>

/**
 * What a message is for. `transactional`: the customer's own business, such as where a shipment is. `marketing` and `survey`:
 * what the firm wants, from which anybody may unsubscribe, from each by itself.
 */
export const Category = z.enum(['transactional', 'marketing', 'survey']).meta({ class: 'public' })
export type Category = z.infer<typeof Category>
