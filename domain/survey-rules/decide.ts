import { isDeepStrictEqual } from 'node:util'
import type { Context, Decider } from '../kernel/decider.ts'
import { block, type Finding } from '../kernel/finding.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { evolve, type SurveyRuleEvent } from './events.ts'
import type { SurveyRule } from './rule.ts'

/** `known`: there is such a questionnaire. */
export type SurveyRuleCommand = { readonly type: 'put'; readonly rule: SurveyRule; readonly known: boolean }
export type SurveyRuleRefusal = { readonly code: 'request.invalid'; readonly findings: readonly Finding[] }

type State = SurveyRule | undefined

/** "A rule that listened to surveys would ask about asking." */
const findingsIn = ({ eventType }: SurveyRule, known: boolean): readonly Finding[] => [
  ...(known ? [] : [block('survey_rule.questionnaire_unknown', '/questionnaire')]),
  ...(/^survey/.test(eventType) ? [block('survey_rule.about_surveys', '/eventType')] : []),
]

const decide = (
  state: State,
  { rule, known }: SurveyRuleCommand,
  { now, actor }: Context,
): Result<readonly SurveyRuleEvent[], SurveyRuleRefusal> => {
  const findings = findingsIn(rule, known)
  if (findings.length > 0) return refuse({ code: 'request.invalid', findings })
  if (isDeepStrictEqual(state, rule)) return ok([])
  return ok([{ type: 'survey_rule.put', from: state ?? null, to: rule, at: now, by: actor.id }])
}

/** The rules of a firm. None ships: whom to ask about what is for the firm to say. A rule is made inactive, never removed. */
export const surveyRules: Decider<State, SurveyRuleCommand, SurveyRuleEvent, SurveyRuleRefusal> = { initial: undefined, decide, evolve }
