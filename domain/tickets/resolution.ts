import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { days, later } from '../kernel/later.ts'
import { paragraph } from '../kernel/text.ts'
import { LiveStatus } from './moves.ts'

/** "A ticket is not resolved before we know what was the cause, what was done about it, and whether the customer was told." */
export const ResolutionDraft = z.strictObject({
  /** One of the reasons of the ticket's kind. */
  cause: Code,
  fix: paragraph(4000).meta({ class: 'internal' }),
  customerTold: z.boolean(),
})
export type ResolutionDraft = z.infer<typeof ResolutionDraft>

export const Resolution = z.strictObject({ ...ResolutionDraft.shape, at: Instant, by: UserId })
export type Resolution = z.infer<typeof Resolution>

/** `confirmed`: the customer said so. `quiet`: nobody wrote for so long. */
const ClosingReason = z.enum(['confirmed', 'quiet', 'spam', 'merged'])

/** `was`: how a ticket stood that was merged into another, and how it stands again when that is undone. */
export const Closed = z.strictObject({ at: Instant, by: UserId, reason: ClosingReason, was: LiveStatus.optional() })
export type Closed = z.infer<typeof Closed>

/** For so long what is over comes back under its number; after that the same matter is a new ticket. And so long is waited for it. */
const graceDays = 14

export const graceEnds = (over: Instant): Instant => later(over, graceDays * days)
