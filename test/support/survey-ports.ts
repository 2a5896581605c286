import { customerGlances } from '../../adapters/dynamo/customers/customer-glances.ts'
import { eventIn } from '../../adapters/dynamo/events/event-log.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { messageStore } from '../../adapters/dynamo/messages/message-store.ts'
import { reminderStore } from '../../adapters/dynamo/reminders/reminder-store.ts'
import { suggestionStore } from '../../adapters/dynamo/suggestions/suggestion-store.ts'
import { questionnaireStore, readEdition } from '../../adapters/dynamo/surveys/questionnaire-store.ts'
import { laterEvents, waitingSurveys } from '../../adapters/dynamo/surveys/survey-queries.ts'
import { readRecovery } from '../../adapters/dynamo/surveys/survey-recoveries.ts'
import { surveyRespondents } from '../../adapters/dynamo/surveys/survey-respondents.ts'
import { surveyRows } from '../../adapters/dynamo/surveys/survey-rows.ts'
import { readSurveyRules } from '../../adapters/dynamo/surveys/survey-rule-store.ts'
import { askingStore } from '../../adapters/dynamo/surveys/survey-store.ts'
import type { TestTable } from './engine.ts'

/** All that the jobs of surveys work with, on a table of a test. */
export const surveyPorts = ({ table, cursors }: TestTable) => ({
  surveys: askingStore(table),
  later: laterEvents(table),
  glances: customerGlances(table),
  lists: allLists(table),
  rules: readSurveyRules(table),
  event: eventIn(table),
  respondents: surveyRespondents(table),
  questionnaires: questionnaireStore(table),
  edition: readEdition(table),
  waitingFor: waitingSurveys(table),
  messages: messageStore(table),
  reminders: reminderStore(table),
  recovery: readRecovery(table),
  suggestions: suggestionStore(table),
  rows: surveyRows(table, cursors),
})
