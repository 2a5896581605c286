import { QueueWorker } from '../constructs/queue-worker.ts'
import type { JobSite, MountedJob } from './site.ts'

/** Reminders whose time has come. */
export const mountReminderClock = ({ scope, house, table, events }: JobSite): MountedJob => {
  const job = new QueueWorker(scope, 'ReminderClock', {
    house,
    entry: 'reminder-clock',
    impact: 'Staff are not told of reminders whose time has come',
    topic: events,
    eventTypes: [],
  })
  table.letRead(job.worker, { keys: ['REMINDER#'] })
  table.letWrite(job.worker, { keys: ['REMINDER#', 'REMINDERS#', 'CUSTOMER#'] })
  table.letPut(job.worker, { keys: ['EVENTS#'] })
  return { job, due: ['reminder'] }
}
