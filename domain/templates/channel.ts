import * as z from 'zod'

/** The ways by which a message goes out. The telephone is none: a person has to call. */
export const channels = ['email', 'sms', 'wechat'] as const
export const Channel = z.enum(channels).meta({ class: 'public' })
export type Channel = z.infer<typeof Channel>

/**
 * What a message is for. `transactional`: the customer's own business, such as where a shipment is. `marketing` and `survey`:
 * what the firm wants, from which anybody may unsubscribe, from each by itself.
 */
export const Category = z.enum(['transactional', 'marketing', 'survey']).meta({ class: 'public' })
export type Category = z.infer<typeof Category>
