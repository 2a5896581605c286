import { QueueWorker } from '../constructs/queue-worker.ts'
import { deskKeys } from '../desk-keys.ts'
import type { JobSite, MountedJob } from './site.ts'

const own = ['INBOUND#', 'CONVERSATION#', 'ATTACHMENT#']

/** Takes in what came by the doors of the desk: finds whose it is and where it belongs, and brings it to its ticket. */
export const mountInbound = ({ scope, house, table, vault, events }: JobSite): MountedJob => {
  const job = new QueueWorker(scope, 'Inbound', {
    house,
    entry: 'inbound',
    impact: 'What customers write waits, and no tickets are opened by it',
    topic: events,
    eventTypes: ['inbound.received', 'survey.answered', 'survey.answer_changed'],
  })
  const { worker } = job
  table.letRead(worker, {
    keys: [...own, ...deskKeys.write, ...deskKeys.read, 'MAIL#', 'SURVEY#', 'CONTACT#', 'CLAIM#contact#', 'CLAIM#customer#'],
  })
  table.letWrite(worker, { keys: [...own, ...deskKeys.write, 'DOORCOUNT#'] })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letSealOf(worker, ['inb_', 'tkt_'])
  vault.letDerive(worker)
  vault.letSignLinks(worker)
  return { job, due: ['inbound'] }
}
