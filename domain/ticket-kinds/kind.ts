import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { Level } from '../priorities/priority.ts'
import { FormField, Labels } from './form.ts'

/** Why tickets of a kind came about, as it is told when they are resolved. */
const Cause = z.strictObject({ code: Code, labels: Labels })

/** What whoever shapes the desk says of a kind of ticket. */
export const TicketKindDraft = z.strictObject({
  labels: Labels,
  /** The order of the fields is that of the form. */
  form: z.array(FormField).max(40),
  causes: z.array(Cause).min(1).max(50),
  /** Who works on it where neither a rule nor a person says otherwise. */
  team: Code.optional(),
  urgency: Level.default('medium'),
  impact: Level.default('medium'),
  /** Tickets of it hold what a claim is about. */
  isClaim: z.boolean().default(false),
  /** Who brings one again within a quarter is brought before whoever leads the shift. Not said, it is as with the kind that ships under the code. */
  isComplaint: z.boolean().optional(),
  /** No more are opened; those that there are stay what they are. */
  retired: z.boolean().default(false),
})
export type TicketKindDraft = z.infer<typeof TicketKindDraft>

/** A kind of ticket. One that ships has no writer. */
export const TicketKind = z.strictObject({
  code: Code,
  ...TicketKindDraft.shape,
  written: z.strictObject({ at: Instant, by: UserId }).optional(),
})
export type TicketKind = z.infer<typeof TicketKind>
