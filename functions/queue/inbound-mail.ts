import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch'
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda'
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
import { envelopeOf, isInfected, Receipt } from './inbound-mail/receipt.ts'
import { replyBounced } from './inbound-mail/reply-bounced.ts'
import { roomFor } from './inbound-mail/room.ts'
import { type MailPorts, takeMail } from './inbound-mail/take-mail.ts'

const env = Environment.pick({ FILES_BUCKET: true, MAIL_FROM: true, DESK_MAIL: true }).parse(process.env)
const { table, vault } = sealedTable(process.env)
const bounces = { threads: mailThreads(table), messages: messageStore(table) }

const ports: MailPorts = {
  inbound: inboundStore(table, vault),
  attachments: attachmentStore(table),
  files: fileObjects(env.FILES_BUCKET),
  bounced: (report, context) => replyBounced(bounces, report, context),
  firm: { desk: env.DESK_MAIL, sends: env.MAIL_FROM, domains: [domainOf(env.MAIL_FROM)] },
}
const raw = rawMails()
/** So many bytes of mails are held at once: while a mail is read there are about four of each of its bytes. */
const inRoom = roomFor(64 * 1024 * 1024)

/** Whoever names a topic to SES has it tried out with a sentence, which is no notice. */
const isTrial = (body: string): boolean => body.startsWith('Successfully validated SNS topic')

const take = async ({ body, messageId }: SQSRecord): Promise<void> => {
  if (isTrial(body)) return
  const receipt = Receipt.parse(JSON.parse(body))
  const { size, bytes } = await raw(receipt.receipt.action)
  const context = { now: now(), actor: system, traceId: messageId }
  const handed = { envelope: envelopeOf(receipt), isInfected: isInfected(receipt) }
  const id = await inRoom(size, async () => takeMail(ports, { ...handed, raw: await bytes() }, context))
  log.info('a mail came in', { id, mail: receipt.mail.messageId, size })
}

/** Mails, as SES tells that they have come. */
export const handler = (event: SQSEvent, context: Context): Promise<SQSBatchResponse> =>
  processPartialResponse(event, take, new BatchProcessor(EventType.SQS), { context, throwOnFullBatchFailure: false })
