import { occasionKinds } from '../../domain/survey-rules/occasions.ts'
import { QueueWorker } from '../constructs/queue-worker.ts'
import type { JobSite, MountedJob } from './site.ts'

/** Of what becomes of mail only that it reached nobody: which of it asked somebody, the message says, and there are few of them. */
const cameBack = ['message.refused', 'message.bounced']

const own = ['SURVEY#', 'SURVEYS#', 'SURVEYWAIT#', 'SURVEYTURN#', 'SURVEYMONTH#', 'SUGGESTION#', 'IMPROVEMENT#', 'IMPROVEMENTS#']
/** The mail that asks, and the task that sees to a bad score. */
const orders = ['MESSAGE#', 'REMINDER#', 'REMINDERS#', 'CUSTOMER#']

/** Surveys: triggered by events, sent and ended by the clock. */
export const mountSurveyClock = ({ scope, house, table, events }: JobSite): MountedJob => {
  const job = new QueueWorker(scope, 'SurveyClock', {
    house,
    entry: 'survey-clock',
    impact: 'Customers are not asked how it was, and nobody is told of those who are dissatisfied',
    topic: events,
    eventTypes: [...occasionKinds.map((kind) => `${kind}.`), 'survey.', ...cameBack],
  })
  table.letRead(job.worker, {
    keys: [...own, ...orders, 'SURVEYRULE#', 'QUESTIONNAIRE#', 'EVENTS#', 'CONTACT#', 'CLAIM#contact#', 'LIST#', 'TICKET#'],
  })
  table.letWrite(job.worker, { keys: [...own, ...orders] })
  table.letPut(job.worker, { keys: ['EVENTS#'] })
  // What one improvement is measured by may be a year of answers: the job counts some, and hands itself the rest.
  job.letSend(job.worker, 'SURVEY_CLOCK_QUEUE_URL')
  return { job, due: ['survey', 'improvement'] }
}
