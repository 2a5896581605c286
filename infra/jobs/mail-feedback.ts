import type { Mail } from '../constructs/mail.ts'
import { QueueWorker } from '../constructs/queue-worker.ts'
import { TextNotices } from '../constructs/text-notices.ts'
import type { JobSite, MountedJob } from './site.ts'

/** Takes in what becomes of mail, of texts, and of messages at WeChat. It opens no address: what is suppressed is told by a hash that the message has kept. */
export const mountMailFeedback = ({ scope, house, table, events, mail }: JobSite & { readonly mail: Mail }): MountedJob => {
  const job = new QueueWorker(scope, 'MailFeedback', {
    house,
    entry: 'mail-feedback',
    impact: 'Messages go on to mailboxes and numbers that bounce or complain, until AWS stops all mail',
    topic: events,
    eventTypes: [],
    atOnce: 5,
  })
  mail.tell(job.queue)
  if (house.settings.smsFrom !== undefined) new TextNotices(scope, 'TextNotices', { house, queue: job.queue })
  table.letRead(job.worker, { keys: ['MESSAGE#', 'SUPPRESSION#', 'CARRIED#', 'CARRIERNEWS#'] })
  table.letWrite(job.worker, { keys: ['MESSAGE#', 'SUPPRESSION#', 'CARRIERNEWS#'] })
  table.letPut(job.worker, { keys: ['EVENTS#'] })
  return { job, due: ['carrier_news'] }
}
