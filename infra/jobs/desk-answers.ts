import { QueueWorker } from '../constructs/queue-worker.ts'
import type { JobSite, MountedJob } from './site.ts'

/** Answers who writes to the desk. It opens no seal: where the answer goes is looked up when it is sent. */
export const mountDeskAnswers = ({ scope, house, table, events }: JobSite): MountedJob => {
  const job = new QueueWorker(scope, 'DeskAnswers', {
    house,
    entry: 'desk-answers',
    impact: 'Who writes to the desk is not told that it has arrived, nor under which number',
    topic: events,
    eventTypes: ['ticket.opened', 'ticket.message_received'],
  })
  table.letRead(job.worker, { keys: ['TICKET#', 'EVENTS#', 'SERVICELEVEL#', 'AUTOANSWERS#', 'DESKANSWER#', 'MESSAGE#'] })
  table.letWrite(job.worker, { keys: ['DESKANSWER#', 'MESSAGE#'] })
  table.letPut(job.worker, { keys: ['EVENTS#'] })
  return { job, due: [] }
}
