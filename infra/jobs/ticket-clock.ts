import { Duration } from 'aws-cdk-lib'
import { FilterPattern, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { HouseAlarm } from '../constructs/house-alarm.ts'
import { QueueWorker } from '../constructs/queue-worker.ts'
import type { ServiceFunction } from '../constructs/service-function.ts'
import { deskKeys } from '../desk-keys.ts'
import type { JobSite, MountedJob } from './site.ts'

/** Tickets whose time has come. */
export const mountTicketClock = (site: JobSite): MountedJob => {
  const { scope, house, table, events } = site
  const job = new QueueWorker(scope, 'TicketClock', {
    house,
    entry: 'ticket-clock',
    impact: 'Nobody is told of tickets that are late, and those that are done with stay open',
    topic: events,
    eventTypes: ['ticket.opened', 'ticket.matched', 'ticket.changed', 'work_calendar.', 'service_policy.'],
  })
  table.letRead(job.worker, { keys: [...deskKeys.state, 'SERVICELEVEL#', 'TICKETKINDS#', 'DESKS#', 'LIST#', 'EVENTS#'] })
  table.letQuery(job.worker, { keys: ['TICKET#'], indexes: ['byAll', 'byTier'] })
  table.letWrite(job.worker, { keys: deskKeys.state })
  table.letPut(job.worker, { keys: ['EVENTS#', 'SERVICELEVEL#moves#'] })
  // A calendar that changes concerns every open ticket: the job hands them to itself, one by one.
  job.letSend(job.worker, 'TICKET_CLOCK_QUEUE_URL')
  watchForsaken(site, job.worker)
  return { job, due: ['ticket'] }
}

const watchForsaken = ({ house }: JobSite, worker: ServiceFunction): void => {
  const filter = new MetricFilter(worker, 'Forsaken', {
    logGroup: worker.logGroup,
    metricNamespace: `Lading/${house.settings.stage}`,
    metricName: 'ForsakenTickets',
    filterPattern: FilterPattern.stringValue('$.message', '=', 'a ticket is late and nobody is there'),
  })
  new HouseAlarm(worker, 'ForsakenTickets', {
    house,
    impact: 'A customer waits longer than was promised, and nobody of the team is on shift to be called, nor has it a manager',
    metric: filter.metric({ statistic: 'Sum', period: Duration.minutes(5) }),
    threshold: 1,
    first: 'find the tickets by GET /v1/tickets?view=breached, and give them to somebody who is at work',
    runbook: 'forsaken-tickets',
  })
}
