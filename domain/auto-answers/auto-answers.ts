import * as z from 'zod'
import { Code } from '../kernel/code.ts'

/** Whether the desk answers by itself while somebody is there, and while nobody is. */
const Hours = z.strictObject({ inside: z.boolean(), outside: z.boolean() })

/**
 * What the desk says by itself: to whom, how often, by whose hours. What it says then are templates, which a firm words as it likes
 * (`desk.opened`, `desk.opened_outside`, `desk.message`, `desk.message_outside`).
 */
export const AutoAnswers = z.strictObject({
  /** To whoever writes for the first time: that it has arrived, and under which number. */
  opened: Hours,
  /** To whoever writes again in the same matter. */
  message: Hours,
  /** In one thread it then says nothing more by itself for so many hours. */
  silenceHours: z.int().min(1).max(168),
  /** The work calendar that says when somebody is there, where nothing is promised of a ticket. */
  calendar: Code,
})
export type AutoAnswers = z.infer<typeof AutoAnswers>

/** What a firm starts with. */
export const shippedAutoAnswers: AutoAnswers = {
  opened: { inside: true, outside: true },
  message: { inside: true, outside: true },
  silenceHours: 24,
  calendar: 'office',
}
