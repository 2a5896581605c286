import { Duration } from 'aws-cdk-lib'
import { QueueWorker } from '../constructs/queue-worker.ts'
import { deskKeys } from '../desk-keys.ts'
import type { JobSite, MountedJob } from './site.ts'

/** One incident with many customers: what ends it is told to each. */
export const mountFamily = ({ scope, house, table, vault, events }: JobSite): MountedJob => {
  const job = new QueueWorker(scope, 'Family', {
    house,
    entry: 'family',
    impact: 'Customers of one incident are not told that it is over, and their tickets stay open',
    topic: events,
    eventTypes: ['ticket.fix_offered'],
    // Five hundred children, ten at a time.
    timeout: Duration.minutes(2),
  })
  table.letRead(job.worker, { keys: [...deskKeys.write, 'SERVICELEVEL#', 'EVENTS#'] })
  table.letWrite(job.worker, { keys: deskKeys.write })
  table.letPut(job.worker, { keys: ['EVENTS#'] })
  vault.letSealOf(job.worker, ['tkt_'])
  return { job, due: [] }
}
