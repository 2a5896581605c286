import { randomUUID } from 'node:crypto'
import { keptContact } from '../../adapters/dynamo/contacts/contact-store.ts'
import { keptCustomer } from '../../adapters/dynamo/customers/customer-store.ts'
import { mailThreads } from '../../adapters/dynamo/inbound/mail-threads.ts'
import { carriedMessages } from '../../adapters/dynamo/messages/carried-messages.ts'
import { messageStore } from '../../adapters/dynamo/messages/message-store.ts'
import { suppressionStore } from '../../adapters/dynamo/messages/suppression-store.ts'
import { templateStore } from '../../adapters/dynamo/messages/template-store.ts'
import { closedRecords } from '../../adapters/dynamo/records/closed-records.ts'
import { keptStaff } from '../../adapters/dynamo/staff/staff-store.ts'
import { latestIn, messageOf } from '../../adapters/dynamo/tickets/thread-message.ts'
import { keptTicket, ticketStore } from '../../adapters/dynamo/tickets/ticket-store.ts'
import { mailCarrier, mailClient } from '../../adapters/messaging/mail-carrier.ts'
import { parameterIn } from '../../adapters/messaging/parameter.ts'
import { smsCarrier, smsClient } from '../../adapters/messaging/sms-carrier.ts'
import { wechatCarrier } from '../../adapters/messaging/wechat-carrier.ts'
import { keptFile } from '../../adapters/objects/kept-file.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import { plainMessageId } from '../../domain/inbound/mail/thread.ts'
import { QuietHours } from '../../domain/kernel/quiet-hours.ts'
import { sealing } from '../http/sealing.ts'
import { emailCode } from '../runtime/email-code.ts'
import { Environment } from '../runtime/environment.ts'
import { log } from '../runtime/log.ts'
import { now } from '../runtime/now.ts'
import { linkToken } from '../runtime/public-link.ts'
import { purposes } from '../runtime/purposes.ts'
import { replyToken } from '../runtime/reply-token.ts'
import { tellOpening } from '../runtime/tell-opening.ts'
import { unsubscribePage, unsubscribeToken } from '../runtime/unsubscribe-link.ts'
import { jobHandler } from './job.ts'
import { addresseeOf } from './messages/addressee.ts'
import { conversationOf, sentMailOf } from './messages/conversation.ts'
import { messageDue, type SendPorts, sendMessage } from './messages/send-message.ts'
import { withFiles } from './messages/with-files.ts'
import { roomFor } from './room.ts'

const names = {
  LINK_KEY_ID: true,
  MAIL_FROM: true,
  MAIL_CONFIGURATION_SET: true,
  DESK_MAIL: true,
  FILES_BUCKET: true,
  PUBLIC_ORIGIN: true,
  QUIET_HOURS: true,
  SMS_FROM: true,
  WECHAT_APP_ID: true,
  WECHAT_SECRET_PARAMETER: true,
  WECHAT_ORIGIN: true,
} as const
const env = Environment.pick(names).parse(process.env)
const { table, vault, kms, derived } = sealing(process.env, tellOpening)

const wechat = () => {
  const { WECHAT_APP_ID: appId, WECHAT_SECRET_PARAMETER: parameter, WECHAT_ORIGIN: origin } = env
  return appId && parameter && origin ? { wechat: wechatCarrier({ appId, secret: parameterIn(parameter), origin, now: Date.now }) } : {}
}

const linkKey = () => deriveKey(kms, env.LINK_KEY_ID, purposes.publicLink)
const codeKey = derived(purposes.emailCode)
const addressing = {
  contacts: closedRecords(table, keptContact, vault),
  customers: closedRecords(table, keptCustomer, vault),
  staff: closedRecords(table, keptStaff, vault),
  tickets: closedRecords(table, keptTicket, vault),
  codeFor: async (naming: { readonly id: string; readonly namedAt: string }) => emailCode(await codeKey(), naming),
}

const tickets = ticketStore(table, vault)
const threads = mailThreads(table)
const thread = messageOf(table, vault)
/** So many of the latest messages of a ticket name the mails that go before. */
const talking = {
  latest: latestIn(table, vault, 20),
  message: (ticketId: string, at: string, id: string) => thread(ticketId, { at, id }),
  subjectOf: async (ticketId: string) => (await tickets.read(ticketId, []))?.state.subject ?? '',
  tokenFor: async (ticketId: string) => replyToken(await deriveKey(kms, env.LINK_KEY_ID, purposes.replyToken), ticketId),
  desk: env.DESK_MAIL,
}

/** As the installation says them, `21:00-08:00`. */
const hoursIn = (span: string): QuietHours => {
  const [from, until] = span.split('-')
  return QuietHours.parse({ from, until })
}

/** So many bytes of files are held at once: until SES has them there are about four of each. */
const replyRoom = 32 * 1024 * 1024

const ports: SendPorts = {
  messages: messageStore(table),
  templates: templateStore(table),
  suppressions: suppressionStore(table),
  addressee: (to, why) => addresseeOf(addressing, to, why),
  conversation: (message) => conversationOf(talking, message),
  withFiles: withFiles(keptFile(env.FILES_BUCKET), roomFor(replyRoom)),
  // SES calls the mail by the same name in the mail's own headers, in a domain of its own.
  remember: (message, providerId) => threads.sent(plainMessageId(`<${providerId}@email.amazonses.com>`), sentMailOf(message)),
  carried: (msgId, message) => carriedMessages(table).note(msgId, message, now()),
  carriers: {
    email: mailCarrier(mailClient(), { from: env.MAIL_FROM, configurationSet: env.MAIL_CONFIGURATION_SET }),
    ...(env.SMS_FROM !== undefined && { sms: smsCarrier(smsClient(), env.SMS_FROM) }),
    ...wechat(),
  },
  quietHours: env.QUIET_HOURS === undefined ? undefined : hoursIn(env.QUIET_HOURS),
  links: async () => {
    const key = await linkKey()
    return {
      page: (link) => `${env.PUBLIC_ORIGIN}/${link.page}/${linkToken(key, link)}`,
      unsubscribe: (way) => `${env.PUBLIC_ORIGIN}/${unsubscribePage}/${unsubscribeToken(key, way)}`,
    }
  },
  now,
  newAttempt: randomUUID,
  spread: Math.random,
  unknown: (id) => log.warn('nobody knows whether a message went out', { id }),
}

/** Sends what waits to be sent: at once when it is asked for, and by the clock whenever that was not enough. */
export const handler = jobHandler({
  happened: ({ subject }, context) => sendMessage(ports, subject.id, context),
  due: { message: (id, context) => messageDue(ports, id, context) },
})
