import type { SQSRecord } from 'aws-lambda'
import { carriedMessages, carrierNews } from '../../adapters/dynamo/messages/carried-messages.ts'
import { messageStore } from '../../adapters/dynamo/messages/message-store.ts'
import { suppressionStore } from '../../adapters/dynamo/messages/suppression-store.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { Due } from '../../domain/kernel/due.ts'
import { system } from '../../domain/kernel/system-actor.ts'
import { Environment } from '../runtime/environment.ts'
import { log } from '../runtime/log.ts'
import { now } from '../runtime/now.ts'
import { eachMessage } from './each-message.ts'
import { takeCarrierNews } from './messages/carrier-news.ts'
import { mailNotice } from './messages/mail-notice.ts'

const env = Environment.pick({ TABLE_NAME: true }).parse(process.env)
const table = new Table(documentClient(), env.TABLE_NAME)
const ports = {
  messages: messageStore(table),
  suppressions: suppressionStore(table),
  carried: carriedMessages(table),
  news: carrierNews(table),
}

const take = async ({ body, messageId }: SQSRecord): Promise<void> => {
  const context = { now: now(), actor: system, traceId: messageId }
  const told: unknown = JSON.parse(body)
  const { data: due } = Due.safeParse(told)
  const isOurs = due ? await takeCarrierNews(ports, due.id, context) : await mailNotice(ports, told, context)
  if (!isOurs) log.warn('a notice about no message of ours', { traceId: messageId })
}

/** What became of mail, as the rules of the event bus hand it on, and of messages at WeChat, as its door left word: by ids, and without an address. */
export const handler = eachMessage(take)
