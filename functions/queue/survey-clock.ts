import { SQSClient } from '@aws-sdk/client-sqs'
import { customerGlances } from '../../adapters/dynamo/customers/customer-glances.ts'
import { eventIn } from '../../adapters/dynamo/events/event-log.ts'
import { improvementStore } from '../../adapters/dynamo/improvements/improvement-store.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { messageStore } from '../../adapters/dynamo/messages/message-store.ts'
import { reminderStore } from '../../adapters/dynamo/reminders/reminder-store.ts'
import { suggestionStore } from '../../adapters/dynamo/suggestions/suggestion-store.ts'
import { questionnaireStore, readEdition } from '../../adapters/dynamo/surveys/questionnaire-store.ts'
import { readCells } from '../../adapters/dynamo/surveys/survey-cells.ts'
import { laterEvents, waitingSurveys } from '../../adapters/dynamo/surveys/survey-queries.ts'
import { readRecovery } from '../../adapters/dynamo/surveys/survey-recoveries.ts'
import { surveyRespondents } from '../../adapters/dynamo/surveys/survey-respondents.ts'
import { keepSurveyRow, tallyPage } from '../../adapters/dynamo/surveys/survey-rows.ts'
import { readSurveyRules } from '../../adapters/dynamo/surveys/survey-rule-store.ts'
import { askingStore } from '../../adapters/dynamo/surveys/survey-store.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { sendDelayed } from '../../adapters/messaging/queue.ts'
import type { Due } from '../../domain/kernel/due.ts'
import { madeOnce } from '../../domain/kernel/made-once.ts'
import { Environment } from '../runtime/environment.ts'
import { jobHandler } from './job.ts'
import { countOn, improvementDue } from './surveys/improvement-due.ts'
import { surveyDue } from './surveys/survey-due.ts'
import { surveyFollow } from './surveys/survey-follow.ts'
import { recoveryMoved } from './surveys/survey-recovery.ts'
import { surveyTrigger } from './surveys/survey-trigger.ts'
import { surveyUndelivered } from './surveys/survey-undelivered.ts'

const { TABLE_NAME, SURVEY_CLOCK_QUEUE_URL } = Environment.pick({ TABLE_NAME: true, SURVEY_CLOCK_QUEUE_URL: true }).parse(process.env)
const table = new Table(documentClient(), TABLE_NAME)
const sqs = madeOnce(() => new SQSClient({ maxAttempts: 5 }))
const ports = {
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
  improvements: improvementStore(table),
  rows: { keep: keepSurveyRow(table), cells: readCells(table), page: tallyPage(table) },
  hand: (work: Due) => sendDelayed(sqs(), SURVEY_CLOCK_QUEUE_URL, [{ seconds: 0, body: work }]),
}

/** Surveys as events and time bring them on: what is to be asked about, what falls due, and what follows from each. */
export const handler = jobHandler({
  happened: async (notice, context) => {
    const { kind, id } = notice.subject
    if (kind === 'survey') return surveyFollow(ports, id, context)
    if (kind === 'message') return surveyUndelivered(ports, id, context)
    if (kind === 'ticket') await recoveryMoved(ports, notice, context)
    return surveyTrigger(ports, notice, context)
  },
  due: {
    survey: (id, context) => surveyDue(ports, id, context),
    improvement: (id, context) => improvementDue(ports, id, context),
    improvement_count: (id, context) => countOn(ports, id, context),
  },
})
