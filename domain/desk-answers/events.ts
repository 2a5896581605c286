import * as z from 'zod'
import { TicketId } from '../kernel/ids.ts'
import { type DeskAnswers, GivenAnswer } from './answer.ts'

/** What can happen: the desk answers by itself. */
export const DeskAnswerEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('desk_answer.given'), ticketId: TicketId, answer: GivenAnswer }),
])
export type DeskAnswerEvent = z.infer<typeof DeskAnswerEvent>

export const evolve = (state: DeskAnswers | undefined, { ticketId, answer }: DeskAnswerEvent): DeskAnswers => ({
  ticketId,
  last: answer,
  given: (state?.given ?? 0) + 1,
})
