import { Duration } from 'aws-cdk-lib'
import { Schedule } from 'aws-cdk-lib/aws-events'
import { thinIndex } from '../../adapters/dynamo/table/indexes.ts'
import { QueueWorker } from '../constructs/queue-worker.ts'
import { ScheduledJob } from '../constructs/scheduled-job.ts'
import type { JobSite, MountedJob } from './site.ts'

/** Works out what is missing about a customer, and goes over those where it was worked out under other weights. */
export const mountCompleteness = (site: JobSite): MountedJob => {
  const { scope, house, table, events } = site
  const job = new QueueWorker(scope, 'Completeness', {
    house,
    entry: 'completeness',
    impact: 'Sales see outdated marks of what is missing about a customer',
    topic: events,
    eventTypes: ['customer.', 'contact.'],
  })
  table.letRead(job.worker, { keys: ['CUSTOMER#', 'LIST#'] })
  table.letPut(job.worker, { keys: ['CUSTOMER#'] })
  mountSweep(site, job)
  return { job, due: [] }
}

const mountSweep = ({ scope, house, table }: JobSite, job: QueueWorker): void => {
  const { worker } = new ScheduledJob(scope, 'CompletenessSweep', {
    house,
    entry: 'completeness-sweep',
    impact: 'After a change of the weights, marks of what is missing about a customer stay those of the old ones',
    // After the day's work in China, before it begins in Europe.
    schedule: Schedule.cron({ hour: '18', minute: '0' }),
    everyAtLeast: Duration.days(1),
  })
  table.letQuery(worker, { keys: ['CUSTOMER#'], indexes: [thinIndex] })
  job.letSend(worker, 'COMPLETENESS_QUEUE_URL')
}
