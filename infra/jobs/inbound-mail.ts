import { Duration } from 'aws-cdk-lib'
import type { FileStore } from '../constructs/file-store.ts'
import type { MailDoor } from '../constructs/mail-door.ts'
import { QueueWorker } from '../constructs/queue-worker.ts'
import type { JobSite, MountedJob } from './site.ts'

/** Reads mails, keeps their files, and hands on what they say. It opens no seal: who a mail is from it has in its hands. */
export const mountInboundMail = (site: JobSite & { readonly files: FileStore; readonly door: MailDoor }): MountedJob => {
  const { scope, house, table, vault, events, files, door } = site
  const job = new QueueWorker(scope, 'InboundMail', {
    house,
    entry: 'inbound-mail',
    impact: 'Mail of customers waits unread: no ticket is opened by it',
    topic: events,
    eventTypes: [],
    timeout: Duration.seconds(60),
    // A mail of 40 MB is held while it is read, with its files beside it; one after the other where several come together.
    memorySize: 2048,
  })
  door.tell(job.queue)
  door.letRead(job.worker)
  files.letPut(job.worker)
  table.letRead(job.worker, { keys: ['INBOUND#', 'ATTACHMENT#', 'MAIL#', 'MESSAGE#'] })
  table.letWrite(job.worker, { keys: ['MESSAGE#'] })
  table.letPut(job.worker, { keys: ['INBOUND#', 'ATTACHMENT#', 'MAIL#', 'EVENTS#'] })
  vault.letSealOf(job.worker, ['inb_'])
  job.worker.addEnvironment('DESK_MAIL', house.settings.deskMail)
  job.worker.addEnvironment('MAIL_FROM', house.settings.mailFrom)
  job.worker.addEnvironment('STAFF_DOMAINS', house.settings.staffDomains.join(','))
  return { job, due: [] }
}
