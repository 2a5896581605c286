import { QueueWorker } from '../constructs/queue-worker.ts'
import type { JobSite, MountedJob } from './site.ts'

/** What figures count, or what tells that something can be counted. */
const eventTypes = [
  'ticket.opened',
  'ticket.replied',
  'ticket.resolved',
  'ticket.reopened',
  'ticket.closed',
  'ticket.merged',
  'ticket.unmerged',
  'ticket.deadline_neared',
]

/** Counts what happens to tickets. */
export const mountDeskFigures = ({ scope, house, table, events }: JobSite): MountedJob => {
  const job = new QueueWorker(scope, 'DeskFigures', {
    house,
    entry: 'desk-figures',
    impact: 'The figures of the service desk fall behind',
    topic: events,
    eventTypes,
    // Those who count at once count in the same cells.
    atOnce: 5,
  })
  table.letRead(job.worker, { keys: ['EVENTS#', 'DESKCOUNTED#', 'SERVICELEVEL#'] })
  table.letPut(job.worker, { keys: ['DESKCOUNTED#'] })
  table.letWrite(job.worker, { keys: ['DESKCELLS#'] })
  return { job, due: [] }
}
