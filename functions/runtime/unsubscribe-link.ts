import * as z from 'zod'
import { Channel } from '../../domain/templates/channel.ts'
import { readToken, signToken } from './public-token.ts'

/**
 * All that unsubscribing needs, so that whoever does it need not look anything up: from what, by which address (its blind index),
 * whose it was, and in whose timeline it is told.
 */
const Way = z.object({
  category: z.enum(['marketing', 'survey']),
  channel: Channel,
  address: z.string().min(1),
  recipient: z.string(),
  customer: z.string().optional(),
})
export type Way = z.infer<typeof Way>

export const unsubscribePage = 'u'

export const unsubscribeToken = (key: Uint8Array, { category, channel, address, recipient, customer = '' }: Way): string =>
  signToken(key, unsubscribePage, [category, channel, address, recipient, customer])

/** Undefined for a token that is not ours, or was cut or altered. */
export const readUnsubscribeToken = (key: Uint8Array, token: string): Way | undefined => {
  const parts = readToken(key, unsubscribePage, token)
  if (parts?.length !== 5) return undefined
  const [category, channel, address, recipient, customer] = parts
  return Way.safeParse({ category, channel, address, recipient, customer: customer || undefined }).data
}
