import * as z from 'zod'
import { type Desk, DeskSettings } from '../../domain/dispatch/desk.ts'
import type { InHand } from '../../domain/dispatch/ports.ts'
import { onShift } from '../../domain/dispatch/shift.ts'
import { UserId } from '../../domain/kernel/ids.ts'
import { Instant } from '../../domain/kernel/instant.ts'

/** A desk as a list shows it: what is taken there, whether somebody is there now, and how much they have in hand of what they can take. */
export const DeskSummary = z.strictObject({
  user: UserId,
  ...DeskSettings.shape,
  away: z.strictObject({ since: Instant, until: Instant.optional() }).optional(),
  closedAt: Instant.optional(),
  onShift: z.boolean(),
  load: z.int(),
})
export type DeskSummary = z.infer<typeof DeskSummary>

export const DeskAnswer = DeskSummary.extend({ version: z.int() })
export type DeskAnswer = z.infer<typeof DeskAnswer>

/** More than anybody can be set to take: who was given more by hand sees all of it. */
const mostCounted = 200

/** Who said that they are away is no longer so when they are taken to be back. */
const awayAt = ({ away }: Desk, now: Instant): Pick<DeskSummary, 'away'> =>
  away && (away.until === undefined || now < away.until) ? { away } : {}

export const summaryOf = async (desk: Desk, { inHand, now }: { readonly inHand: InHand; readonly now: Instant }): Promise<DeskSummary> => {
  const { user, settings, closedAt } = desk
  return {
    user,
    ...settings,
    ...awayAt(desk, now),
    ...(closedAt !== undefined && { closedAt }),
    onShift: onShift(desk, now),
    load: await inHand(user, mostCounted),
  }
}
