import * as z from 'zod'
import { TicketId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { TemplateCode } from '../templates/template.ts'

/** An answer that the desk gave by itself: to what (a ticket that opened, or a message), and by which template. */
export const GivenAnswer = z.strictObject({
  to: z.string().max(64),
  template: TemplateCode,
  /** Outside working hours: when somebody is there again. */
  opensAt: Instant.optional(),
  at: Instant,
})
export type GivenAnswer = z.infer<typeof GivenAnswer>

/** What the desk has said by itself in one thread, as far as it must be remembered: the last of it. */
export const DeskAnswers = z.strictObject({ ticketId: TicketId, last: GivenAnswer, given: z.int().min(1) })
export type DeskAnswers = z.infer<typeof DeskAnswers>

/** By when, and whether they wrote to us or we hear of it for the first time: the words that each calls for. */
export const answerTemplates = {
  opened: { inside: 'desk.opened', outside: 'desk.opened_outside' },
  message: { inside: 'desk.message', outside: 'desk.message_outside' },
} as const satisfies Record<'opened' | 'message', Record<'inside' | 'outside', string>>
