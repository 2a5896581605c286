import * as z from 'zod'
import { SurveyRuleEvent } from '../../../domain/survey-rules/events.ts'
import type { AllSurveyRules, SurveyRuleStore } from '../../../domain/survey-rules/ports.ts'
import { SurveyRule } from '../../../domain/survey-rules/rule.ts'
import { withShipped } from '../../../domain/survey-rules/shipped.ts'
import { recordStore } from '../records/record-store.ts'
import { joined } from '../table/joined.ts'
import type { Table } from '../table/table.ts'
import { allSurveyRules, surveyRuleKey } from './keys.ts'

/** The rules that the firm has put. */
export const surveyRuleStore = (table: Table): SurveyRuleStore =>
  recordStore(table, { kind: 'survey_rule', schema: SurveyRule, events: SurveyRuleEvent, key: surveyRuleKey, about: () => [] })

const Stored = z.looseObject({ version: z.int(), state: SurveyRule })

/** Every rule that holds, in the order of their codes: those that the firm has put, and of those that ship the ones that it left alone. */
export const readSurveyRules = (table: Table): AllSurveyRules =>
  joined(async () => {
    const items = await table.queryAll({ partition: allSurveyRules() })
    return withShipped(
      items.map((item) => {
        const { version, state } = Stored.parse(item)
        return { version, state }
      }),
    )
  })
