import { listIndexes } from '../../adapters/dynamo/table/indexes.ts'
import { toldOf } from '../../domain/notifications/tellings.ts'
import { QueueWorker } from '../constructs/queue-worker.ts'
import type { JobSite, MountedJob } from './site.ts'

/** What people are told of: in the notification centre, by a mail of its own, in the daily digest, and as lists that they asked for. */
export const mountTelling = ({ scope, house, table, vault, events, directory }: JobSite): MountedJob => {
  const job = new QueueWorker(scope, 'Telling', {
    house,
    entry: 'telling',
    impact: 'Staff are not told what concerns them, get no daily digest, and the lists that they asked for do not come',
    topic: events,
    eventTypes: [...toldOf, 'staff.', 'digest.fell_due', 'report.fell_due'],
  })
  const own = ['NOTIFICATIONS#', 'UNREAD#', 'DIGEST#', 'REPORT#', 'REPORTS#', 'MESSAGE#']
  table.letRead(job.worker, {
    keys: [...own, 'EVENTS#', 'DESKS#', 'LIST#', 'STAFF#', 'CUSTOMER#', 'NOTES#', 'REMINDER#', 'REMINDERS#', 'SUGGESTION#', 'SURVEYMONTH#'],
  })
  table.letQuery(job.worker, { keys: ['CUSTOMER#', 'REVIEW#'], indexes: listIndexes })
  table.letWrite(job.worker, { keys: own })
  table.letPut(job.worker, { keys: ['EVENTS#'] })
  vault.letDerive(job.worker)
  directory.letLookUp(job.worker)
  return { job, due: ['notification', 'digest', 'report'] }
}
