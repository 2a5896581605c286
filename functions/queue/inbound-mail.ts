import type { SQSRecord } from 'aws-lambda'
import { attachmentStore } from '../../adapters/dynamo/attachments/attachment-store.ts'
import { inboundStore } from '../../adapters/dynamo/inbound/inbound-store.ts'
import { mailThreads } from '../../adapters/dynamo/inbound/mail-threads.ts'
import { messageStore } from '../../adapters/dynamo/messages/message-store.ts'
import { fileObjects } from '../../adapters/objects/file-objects.ts'
import { rawMails } from '../../adapters/objects/raw-mails.ts'
import { domainOf } from '../../domain/inbound/mail/mail.ts'
import { system } from '../../domain/kernel/system-actor.ts'
import { sealedTable } from '../http/sealed-table.ts'
import { Environment } from '../runtime/environment.ts'
import { log } from '../runtime/log.ts'
import { now } from '../runtime/now.ts'
import { tellOpening } from '../runtime/tell-opening.ts'
import { eachMessage } from './each-message.ts'
import { arrivalsIn } from './inbound-mail/arrivals.ts'
import { replyBounced } from './inbound-mail/reply-bounced.ts'
import { type MailPorts, takeMail } from './inbound-mail/take-mail.ts'
import { traceOf } from './inbound-mail/trace.ts'
import { roomFor } from './room.ts'

const env = Environment.pick({ FILES_BUCKET: true, MAIL_FROM: true, DESK_MAIL: true, STAFF_DOMAINS: true }).parse(process.env)
const { table, vault } = sealedTable(process.env, tellOpening)
const bounces = { threads: mailThreads(table), messages: messageStore(table) }

const ports: MailPorts = {
  inbound: inboundStore(table, vault),
  attachments: attachmentStore(table),
  files: fileObjects(env.FILES_BUCKET),
  bounced: (report, context) => replyBounced(bounces, report, context),
  firm: { desk: env.DESK_MAIL, sends: env.MAIL_FROM, domains: [domainOf(env.MAIL_FROM), ...env.STAFF_DOMAINS] },
}
const raw = rawMails()
/** So many bytes of mails are held at once: while a mail is read there are about four of each of its bytes. */
const inRoom = roomFor(64 * 1024 * 1024)

const take = async ({ body, messageId }: SQSRecord): Promise<void> => {
  for (const place of arrivalsIn(body)) {
    const { size, bytes } = await raw(place)
    const context = { now: now(), actor: system, traceId: messageId }
    const id = await inRoom(size, async () => {
      const mail = await bytes()
      return takeMail(ports, { ...traceOf(mail), raw: mail }, context)
    })
    log.info('a mail came in', { id, mail: place.key, size })
  }
}

/** Mails, as the bucket tells that SES has put them there. */
export const handler = eachMessage(take)
