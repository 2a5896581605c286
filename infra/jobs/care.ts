import { Duration } from 'aws-cdk-lib'
import { Schedule } from 'aws-cdk-lib/aws-events'
import { QueueWorker } from '../constructs/queue-worker.ts'
import { ScheduledJob } from '../constructs/scheduled-job.ts'
import type { JobSite, MountedJob } from './site.ts'

/** Looks after customers as time passes, and goes round all of them when the cadences have changed. */
export const mountCare = (site: JobSite): MountedJob => {
  const { scope, house, table, events } = site
  const job = new QueueWorker(scope, 'Care', {
    house,
    entry: 'care',
    impact: 'Nobody is asked to review what is known of a customer, or to visit one again',
    topic: events,
    eventTypes: [
      'customer.registered',
      'customer.changed',
      'customer.confirmed',
      'customer.archived',
      'customer.restored',
      'contact.confirmed',
      'review.confirmed',
      'review.changed',
      'visit.moved',
      'visit.held',
      'visit.unreachable',
      'visit.refused',
      'visit.cancelled',
    ],
  })
  table.letRead(job.worker, { keys: ['CUSTOMER#', 'LIST#', 'REVIEW#', 'REMINDER#', 'VISIT#', 'VISITS#', 'SERVICELEVEL#'] })
  table.letWrite(job.worker, { keys: ['REVIEW#', 'REMINDER#', 'REMINDERS#', 'CUSTOMER#', 'VISIT#', 'VISITS#'] })
  table.letPut(job.worker, { keys: ['EVENTS#'] })
  mountRounds(site, job)
  return { job, due: ['review', 'visit'] }
}

const mountRounds = ({ scope, house, table }: JobSite, job: QueueWorker): void => {
  const { worker } = new ScheduledJob(scope, 'CareSweep', {
    house,
    entry: 'care-sweep',
    impact: 'Customers go on being looked after as often as before a tier was given another cadence',
    // After the day's work in China, before it begins in Europe.
    schedule: Schedule.cron({ hour: '18', minute: '30' }),
    everyAtLeast: Duration.days(1),
  })
  table.letRead(worker, { keys: ['ROUND#', 'LIST#'] })
  table.letQuery(worker, { keys: ['CUSTOMER#'], indexes: ['byAll'] })
  table.letPut(worker, { keys: ['ROUND#'] })
  job.letSend(worker, 'CARE_QUEUE_URL')
}
