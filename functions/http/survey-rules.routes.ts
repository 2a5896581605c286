import * as z from 'zod'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import type { QuestionnaireStore } from '../../domain/questionnaires/ports.ts'
import { surveyRules } from '../../domain/survey-rules/decide.ts'
import type { AllSurveyRules, SurveyRuleStore } from '../../domain/survey-rules/ports.ts'
import { SurveyRule } from '../../domain/survey-rules/rule.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { idIn } from './asked.ts'

export type SurveyRulePorts = {
  readonly rules: SurveyRuleStore
  readonly allRules: AllSurveyRules
  readonly questionnaires: QuestionnaireStore
}

const RuleAnswer = SurveyRule.extend({ version: z.int() })
type RuleAnswer = z.infer<typeof RuleAnswer>
const answerOf = ({ state, version }: Loaded<SurveyRule>): RuleAnswer => ({ ...state, version })
const found = (rule: Loaded<SurveyRule> | undefined): Result<RuleAnswer, Refused> =>
  rule ? ok(answerOf(rule)) : refuse({ code: 'survey_rule.not_found' })

export const surveyRuleRoutes: Routes<SurveyRulePorts> = {
  'GET /v1/survey-rules': route({
    summary: 'Read the rules by which events have a customer asked: those put, and those that ship (version 0) and hold',
    permission: 'surveys:read',
    query: noQuery,
    body: noBody,
    answer: z.strictObject({ items: z.array(RuleAnswer).readonly() }),
    status: 200,
    refusals: [],
    run: async (ports: SurveyRulePorts) => ok({ items: (await ports.allRules()).map(answerOf) }),
  }),

  'GET /v1/survey-rules/{ruleId}': route({
    summary: 'Read one rule',
    permission: 'surveys:read',
    query: noQuery,
    body: noBody,
    answer: RuleAnswer,
    status: 200,
    refusals: ['survey_rule.not_found'],
    run: async (ports: SurveyRulePorts, request) => {
      const id = idIn(request, 'ruleId')
      return found((await ports.allRules()).find(({ state }) => state.id === id))
    },
  }),

  'POST /v1/survey-rules': route({
    summary: 'Put a rule: add it, or have it say from now on what is written here; `"active": false` switches it off, one that ships too',
    permission: 'surveys:manage',
    query: noQuery,
    body: SurveyRule,
    answer: RuleAnswer,
    status: 200,
    example: {
      id: 'after_visit',
      name: '回访后满意度调查',
      eventType: 'visit.held',
      when: { tiers: ['vip', 'regular'] },
      questionnaire: 'service',
      share: 0.5,
      delayHours: 24,
      caretaker: 'usr_service_desk',
    },
    refusals: ['request.invalid', 'version.conflict', 'version.contended', 'survey_rule.not_found'],
    run: async (ports: SurveyRulePorts, { body, context, ifMatch }) => {
      const known = (await ports.questionnaires.load(body.questionnaire))?.state !== undefined
      const command = { type: 'put', rule: body, known } as const
      const done = await execute(surveyRules, ports.rules, { id: body.id, command, context, ifMatch })
      if (!done.ok) return done
      const { state, version } = done.value
      return found(state && { state, version })
    },
  }),
}
