import * as z from 'zod'
import { SurveyRuleEvent } from '../../../domain/survey-rules/events.ts'
import type { AllSurveyRules, SurveyRuleStore } from '../../../domain/survey-rules/ports.ts'
import { SurveyRule } from '../../../domain/survey-rules/rule.ts'
import { recordStore } from '../records/record-store.ts'
import { joined } from '../table/joined.ts'
import type { Table } from '../table/table.ts'
import { allSurveyRules, surveyRuleKey } from './keys.ts'

export const surveyRuleStore = (table: Table): SurveyRuleStore =>
  recordStore(table, { kind: 'survey_rule', schema: SurveyRule, events: SurveyRuleEvent, key: surveyRuleKey, about: () => [] })

const Stored = z.looseObject({ version: z.int(), state: SurveyRule })

/** Every rule, in the order of their codes. A firm has a handful. */
export const readSurveyRules = (table: Table): AllSurveyRules =>
  joined(async () =>
    (await table.queryAll({ partition: allSurveyRules() })).map((item) => {
      const { version, state } = Stored.parse(item)
      return { version, state }
    }),
  )
