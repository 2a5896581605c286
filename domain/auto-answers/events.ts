import * as z from 'zod'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { AutoAnswers } from './auto-answers.ts'

/** What can happen: somebody has the desk answer by itself in another way. What it has said stays said. */
export const AutoAnswersEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('auto_answers.put'), from: AutoAnswers, to: AutoAnswers, at: Instant, by: UserId }),
])
export type AutoAnswersEvent = z.infer<typeof AutoAnswersEvent>

export const evolve = (_: AutoAnswers | undefined, event: AutoAnswersEvent): AutoAnswers => event.to
