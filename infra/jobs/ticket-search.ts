import { QueueWorker } from '../constructs/queue-worker.ts'
import type { JobSite, MountedJob } from './site.ts'

/** Keeps the words by which tickets are found. */
export const mountTicketSearch = ({ scope, house, table, events }: JobSite): MountedJob => {
  const job = new QueueWorker(scope, 'TicketSearch', {
    house,
    entry: 'ticket-search',
    impact: 'The service desk does not find new tickets by words or waybills, nor by waybills that customers name later',
    topic: events,
    eventTypes: ['ticket.opened', 'ticket.changed', 'ticket.message_received', 'ticket.split', 'ticket.rejoined'],
  })
  table.letRead(job.worker, { keys: ['TICKET#', 'TICKETS#', 'TICKETTERMS#'] })
  table.letWrite(job.worker, { keys: ['TICKETTERM#', 'TICKETTERMS#'] })
  return { job, due: [] }
}
