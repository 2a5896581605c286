import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { TeamQueueId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { later, minutes } from '../kernel/later.ts'

/** Why what waits is taken by nobody: none of the team works now, or none of those who do can deal with it. */
export const Lack = z.enum(['on_shift', 'fitting']).meta({ class: 'public' })
export type Lack = z.infer<typeof Lack>

/** What is known of the queue of a team beside the tickets in it: whether they wait and nobody is there to take them. */
export const TeamQueue = z.strictObject({
  id: TeamQueueId,
  /** None for tickets that no team was found for. */
  team: Code.optional(),
  unattended: z.strictObject({ since: Instant, lack: Lack, lookAt: Instant }).optional(),
})
export type TeamQueue = z.infer<typeof TeamQueue>

/** As often as this it is seen whether customers still wait: the alarm rings on until somebody has come. */
export const nextLook = (now: Instant): Instant => later(now, 15 * minutes)
