import { QueueWorker } from '../constructs/queue-worker.ts'
import { deskKeys } from '../desk-keys.ts'
import type { JobSite, MountedJob } from './site.ts'

/** Answers of the desk as mails, and what becomes of them as notes. */
export const mountTicketMail = ({ scope, house, table, vault, events }: JobSite): MountedJob => {
  const job = new QueueWorker(scope, 'TicketMail', {
    house,
    entry: 'ticket-mail',
    impact: 'What the desk answers does not reach the customers, or nobody hears that it did not',
    topic: events,
    eventTypes: [
      'ticket.replied',
      'message.bounced',
      'message.complained',
      'message.refused',
      'message.unknown',
      'message.requeued',
      'message.cleared',
    ],
  })
  table.letRead(job.worker, { keys: [...deskKeys.write, 'LIST#', 'MESSAGE#', 'EVENTS#'] })
  table.letWrite(job.worker, { keys: [...deskKeys.write, 'MESSAGE#'] })
  table.letPut(job.worker, { keys: ['EVENTS#'] })
  vault.letSealOf(job.worker, ['tkt_'])
  return { job, due: [] }
}
