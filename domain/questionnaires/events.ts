import * as z from 'zod'
import { Questionnaire } from './questionnaire.ts'

/** What can happen to a questionnaire. */
export const QuestionnaireEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('questionnaire.edition_written'), questionnaire: Questionnaire }),
])
export type QuestionnaireEvent = z.infer<typeof QuestionnaireEvent>

/** The latest edition is the state; earlier ones are kept beside it. */
export const evolve = (_: Questionnaire | undefined, event: QuestionnaireEvent): Questionnaire => event.questionnaire
