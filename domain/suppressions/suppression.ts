import * as z from 'zod'
import { SuppressionId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { line } from '../kernel/text.ts'
import { type Category, Channel } from '../templates/channel.ts'

/** What no longer goes to an address: everything, or only what its owner did not want. */
export const Scope = z.enum(['all', 'marketing', 'survey']).meta({ class: 'public' })
export type Scope = z.infer<typeof Scope>

export const SuppressionReason = z.enum(['bounced', 'complained', 'unsubscribed', 'by_hand']).meta({ class: 'public' })
export type SuppressionReason = z.infer<typeof SuppressionReason>

const Stop = z.strictObject({ reason: SuppressionReason, at: Instant, by: UserId, note: line(300).optional() })

/** What does not go to one address any more. The address itself is not in here: the id is made of its keyed hash. */
export const Suppression = z.strictObject({
  id: SuppressionId,
  channel: Channel,
  stops: z.strictObject({ all: Stop.optional(), marketing: Stop.optional(), survey: Stop.optional() }),
  /** Those who had the address when something was stopped or lifted. */
  recipients: z.array(z.string()),
  lifted: z.strictObject({ scope: Scope, reason: line(300), at: Instant, by: UserId }).optional(),
})
export type Suppression = z.infer<typeof Suppression>

/** "A suppressed address gets nothing; one that unsubscribed gets what is its own business, and nothing that it did not want." */
export const isStopped = (suppression: Suppression | undefined, category: Category): boolean => {
  if (!suppression) return false
  const { all, marketing, survey } = suppression.stops
  if (all) return true
  if (category === 'marketing') return marketing !== undefined
  return category === 'survey' && survey !== undefined
}
