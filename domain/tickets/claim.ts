import * as z from 'zod'
import { PlainDate } from '../kernel/instant.ts'
import { Money } from '../kernel/money.ts'
import { line } from '../kernel/text.ts'

/** What a claim for loss or damage is about. Amounts are for all who work on it, not for finance alone. */
export const Claim = z.strictObject({
  /** What the customer asks for. */
  amount: Money.optional(),
  /** The most that we answer for, by the convention or contract of the transport. */
  liabilityLimit: Money.optional(),
  /** The last day on which notice of loss or damage can be given. */
  noticeBy: PlainDate.optional(),
  /** The day on which we gave it: nobody is reminded any more. */
  noticeGivenOn: PlainDate.optional(),
  insurer: line(200).meta({ class: 'internal' }).optional(),
  outcome: z.enum(['accepted', 'settled', 'rejected', 'withdrawn']).optional(),
})
export type Claim = z.infer<typeof Claim>

/** So many days before the last one for notice somebody is told of it; and on that day itself. */
export const noticeWarnings = [7, 2, 0] as const
