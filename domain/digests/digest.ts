import * as z from 'zod'
import { DigestId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { Zone } from '../kernel/zone.ts'
import { TimeOfDay, WorkingHours } from '../staff/working-hours.ts'

/** When somebody wants to have it: on their working days, at a time of theirs or when work begins. */
export const DigestPlan = z.strictObject({ workingHours: WorkingHours, zone: Zone, at: TimeOfDay.optional() })
export type DigestPlan = z.infer<typeof DigestPlan>

/** One person's daily digest: when it comes next. What it says is worked out when it goes out. */
export const Digest = z.strictObject({
  id: DigestId,
  user: UserId,
  /** None for whoever wants no digest, or has nowhere to have it sent. */
  plan: DigestPlan.optional(),
  nextAt: Instant.optional(),
  lastAt: Instant.optional(),
})
export type Digest = z.infer<typeof Digest>
