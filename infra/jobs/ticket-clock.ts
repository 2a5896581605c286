import { QueueWorker } from '../constructs/queue-worker.ts'
import { deskKeys } from '../desk-keys.ts'
import type { JobSite, MountedJob } from './site.ts'

/** Tickets whose time has come. */
export const mountTicketClock = ({ scope, house, table, vault, events }: JobSite): MountedJob => {
  const job = new QueueWorker(scope, 'TicketClock', {
    house,
    entry: 'ticket-clock',
    impact: 'Nobody is told of tickets that are late, and those that are done with stay open',
    topic: events,
    eventTypes: [],
  })
  table.letRead(job.worker, { keys: [...deskKeys.write, 'SERVICELEVEL#'] })
  table.letWrite(job.worker, { keys: deskKeys.write })
  table.letPut(job.worker, { keys: ['EVENTS#'] })
  vault.letSeal(job.worker)
  vault.letDerive(job.worker)
  return { job, due: ['ticket'] }
}
