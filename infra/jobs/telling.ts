import { toldOf } from '../../domain/notifications/tellings.ts'
import { QueueWorker } from '../constructs/queue-worker.ts'
import type { JobSite, MountedJob } from './site.ts'

/** What people are told of, in the notification centre and by a mail of its own. */
export const mountTelling = ({ scope, house, table, events, directory }: JobSite): MountedJob => {
  const job = new QueueWorker(scope, 'Telling', {
    house,
    entry: 'telling',
    impact: 'Staff are not told what concerns them: mentions, assignments, reminders and escalations',
    topic: events,
    eventTypes: [...toldOf, 'staff.email_named'],
  })
  const own = ['NOTIFICATIONS#', 'UNREAD#', 'MESSAGE#']
  table.letRead(job.worker, { keys: [...own, 'EVENTS#', 'STAFF#', 'CUSTOMER#', 'NOTES#', 'REMINDER#'] })
  table.letWrite(job.worker, { keys: own })
  table.letPut(job.worker, { keys: ['EVENTS#'] })
  directory.letLookUp(job.worker)
  return { job, due: ['notification'] }
}
