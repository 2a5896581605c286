import * as z from 'zod'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { SurveyRule } from './rule.ts'

/** What can happen to a rule. `from` is how it stood before, null for a new one. */
export const SurveyRuleEvent = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('survey_rule.put'), from: SurveyRule.nullable(), to: SurveyRule, at: Instant, by: UserId }),
])
export type SurveyRuleEvent = z.infer<typeof SurveyRuleEvent>

export const evolve = (_: SurveyRule | undefined, event: SurveyRuleEvent): SurveyRule => event.to
