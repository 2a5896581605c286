import { listIndexes } from '../../adapters/dynamo/indexes.ts'
import { QueueWorker } from '../constructs/queue-worker.ts'
import type { JobSite, MountedJob } from './site.ts'

/** The daily digest, and the lists that people have mailed to them again and again. */
export const mountRegularMail = ({ scope, house, table, vault, events, directory }: JobSite): MountedJob => {
  const job = new QueueWorker(scope, 'RegularMail', {
    house,
    entry: 'regular-mail',
    impact: 'Staff get no daily digest, and the lists that they asked for do not come',
    topic: events,
    eventTypes: ['staff.', 'digest.fell_due', 'report.fell_due'],
  })
  const own = ['DIGEST#', 'REPORT#', 'REPORTS#', 'MESSAGE#']
  const told = ['EVENTS#', 'STAFF#', 'UNREAD#', 'CUSTOMER#', 'NOTES#', 'REMINDER#', 'REMINDERS#']
  table.letRead(job.worker, { keys: [...own, ...told] })
  table.letQuery(job.worker, { keys: ['CUSTOMER#', 'REVIEW#'], indexes: listIndexes })
  table.letWrite(job.worker, { keys: own })
  table.letPut(job.worker, { keys: ['EVENTS#'] })
  vault.letDerive(job.worker)
  directory.letLookUp(job.worker)
  return { job, due: ['digest', 'report'] }
}
