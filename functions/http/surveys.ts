import { customerGlances } from '../../adapters/dynamo/customers/customer-glances.ts'
import { improvementQueries } from '../../adapters/dynamo/improvements/improvement-queries.ts'
import { improvementSources } from '../../adapters/dynamo/improvements/improvement-sources.ts'
import { improvementStore } from '../../adapters/dynamo/improvements/improvement-store.ts'
import { listStore } from '../../adapters/dynamo/lists/list-store.ts'
import { messageStore } from '../../adapters/dynamo/messages/message-store.ts'
import { suggestionQueries } from '../../adapters/dynamo/suggestions/suggestion-queries.ts'
import { suggestionStore } from '../../adapters/dynamo/suggestions/suggestion-store.ts'
import { allQuestionnaires, questionnaireStore, readEdition } from '../../adapters/dynamo/surveys/questionnaire-store.ts'
import { readCells } from '../../adapters/dynamo/surveys/survey-cells.ts'
import { surveyQueries, surveysById } from '../../adapters/dynamo/surveys/survey-queries.ts'
import { surveyRespondents } from '../../adapters/dynamo/surveys/survey-respondents.ts'
import { surveyRows, tallySurveyRows } from '../../adapters/dynamo/surveys/survey-rows.ts'
import { readSurveyRules, surveyRuleStore } from '../../adapters/dynamo/surveys/survey-rule-store.ts'
import { askingStore } from '../../adapters/dynamo/surveys/survey-store.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { foundations } from './foundations.ts'
import { improvementRoutes } from './improvements.routes.ts'
import { questionnaireRoutes } from './questionnaires.routes.ts'
import { repeatable } from './repeatable.ts'
import { suggestionRoutes } from './suggestions.routes.ts'
import { surveyResultRoutes } from './survey-results.routes.ts'
import { surveyRuleRoutes } from './survey-rules.routes.ts'
import { surveyRoutes } from './surveys.routes.ts'

const base = foundations(Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env))
const { table, cursors } = base

export const handler = httpHandler(
  { ...surveyRoutes, ...questionnaireRoutes, ...surveyRuleRoutes, ...surveyResultRoutes, ...suggestionRoutes, ...improvementRoutes },
  {
    ports: {
      surveys: askingStore(table),
      queries: surveyQueries(table, cursors),
      edition: readEdition(table),
      glances: customerGlances(table),
      respondents: surveyRespondents(table),
      questionnaires: questionnaireStore(table),
      allQuestionnaires: allQuestionnaires(table),
      rules: surveyRuleStore(table),
      allRules: readSurveyRules(table),
      rows: surveyRows(table, cursors),
      suggestions: suggestionStore(table),
      messages: messageStore(table),
      suggested: suggestionQueries(table, cursors),
      improvements: improvementStore(table),
      improvementQueries: improvementQueries(table, cursors),
      sources: improvementSources(table),
      counted: { cells: readCells(table), tally: tallySurveyRows(table) },
      lists: listStore(table),
      byId: (ids: readonly string[]) => surveysById(table, ids),
    },
    once: repeatable(base, 'surveys'),
  },
)
