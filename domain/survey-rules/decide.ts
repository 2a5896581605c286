import { isDeepStrictEqual } from 'node:util'
import { eventTypes } from '../access/event-types.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { block, type Finding } from '../kernel/finding.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { evolve, type SurveyRuleEvent } from './events.ts'
import { happenAlike, occasionOf } from './occasions.ts'
import type { SurveyRule } from './rule.ts'

/** `known`: there is such a questionnaire. */
export type SurveyRuleCommand = { readonly type: 'put'; readonly rule: SurveyRule; readonly known: boolean }
export type SurveyRuleRefusal = { readonly code: 'request.invalid'; readonly findings: readonly Finding[] }

type State = SurveyRule | undefined

/** "A rule that listened to surveys would ask about asking", and one about what never happens would ask nobody, in silence. */
const fault = (eventType: string): string | undefined => {
  if (/^survey/.test(eventType)) return 'survey_rule.about_surveys'
  if (!eventTypes.has(eventType)) return 'survey_rule.event_unknown'
  return occasionOf(eventType) ? undefined : 'survey_rule.not_asked_about'
}

/** What makes a survey pointless happens to the very record that it asks about. */
const undoingFault = (eventType: string, undoing: string): string | undefined => {
  if (!eventTypes.has(undoing)) return 'survey_rule.event_unknown'
  return happenAlike(undoing, eventType) ? undefined : 'survey_rule.other_subject'
}

const found = (code: string | undefined, pointer: string): readonly Finding[] => (code === undefined ? [] : [block(code, pointer)])

const findingsIn = ({ eventType, cancelledBy }: SurveyRule, known: boolean): readonly Finding[] => [
  ...(known ? [] : [block('survey_rule.questionnaire_unknown', '/questionnaire')]),
  ...found(fault(eventType), '/eventType'),
  ...cancelledBy.flatMap((undoing, place) => found(undoingFault(eventType, undoing), `/cancelledBy/${place}`)),
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

/** The rules that a firm puts, in the place of those that ship (`shipped.ts`) or beside them. A rule is made inactive, never removed. */
export const surveyRules: Decider<State, SurveyRuleCommand, SurveyRuleEvent, SurveyRuleRefusal> = { initial: undefined, decide, evolve }
