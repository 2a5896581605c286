import { Duration } from 'aws-cdk-lib'
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { HouseAlarm } from '../constructs/house-alarm.ts'
import { QueueWorker } from '../constructs/queue-worker.ts'
import type { ServiceFunction } from '../constructs/service-function.ts'
import { deskKeys } from '../desk-keys.ts'
import type { JobSite, MountedJob } from './site.ts'

const own = ['DESK#', 'DESKS#', 'TURN#', 'QUEUE#']

/** Hands tickets out to whoever is on shift, can deal with them and has room. */
export const mountDispatch = (site: JobSite): MountedJob => {
  const { scope, house, table, events } = site
  const job = new QueueWorker(scope, 'Dispatch', {
    house,
    entry: 'dispatch',
    impact: 'Tickets wait in the queues of their teams though somebody is free',
    topic: events,
    eventTypes: [
      'ticket.opened',
      'ticket.matched',
      'ticket.changed',
      'ticket.assigned',
      'ticket.moved',
      'ticket.resolved',
      'ticket.closed',
      'ticket.reopened',
      'ticket.merged',
      'ticket.unmerged',
      'ticket.released',
      'desk.changed',
      'desk.came_on_shift',
      'desk.went_off_shift',
    ],
  })
  table.letRead(job.worker, { keys: [...own, ...deskKeys.state, 'LIST#', 'EVENTS#'] })
  table.letWrite(job.worker, { keys: [...own, ...deskKeys.state] })
  table.letPut(job.worker, { keys: ['EVENTS#'] })
  watchQueues(site, job.worker)
  return { job, due: ['desk', 'team_queue'] }
}

const watchQueues = ({ house }: JobSite, worker: ServiceFunction): void => {
  const filter = new MetricFilter(worker, 'Unattended', {
    logGroup: worker.logGroup,
    metricNamespace: `Lading/${house.settings.stage}`,
    metricName: 'UnattendedQueues',
    filterPattern: FilterPattern.stringValue('$.message', '=', 'customers wait and nobody takes their tickets'),
  })
  new HouseAlarm(worker, 'UnattendedQueues', {
    house,
    impact: 'Customers of a team wait, and nobody of it is on shift who could take their tickets',
    metric: filter.metric({ statistic: 'Sum', period: Duration.minutes(15) }),
    threshold: 1,
    first: 'read in the log of this function which team it is, and see by GET /v1/desks who could come',
    runbook: 'unattended-queues',
  })
}
