import type { SQSRecord } from 'aws-lambda'
import { carriedMessages, carrierNews } from '../../adapters/dynamo/messages/carried-messages.ts'
import { messageStore } from '../../adapters/dynamo/messages/message-store.ts'
import { suppressionStore } from '../../adapters/dynamo/messages/suppression-store.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { Due } from '../../domain/kernel/due.ts'
import { system } from '../../domain/kernel/system-actor.ts'
import { Environment } from '../runtime/environment.ts'
import { log } from '../runtime/log.ts'
import { now } from '../runtime/now.ts'
import { eachMessage } from './each-message.ts'
import { takeCarrierNews } from './messages/carrier-news.ts'
import { mailNotice } from './messages/mail-notice.ts'
import { TextNotice, textNotice } from './messages/text-notice.ts'

const env = Environment.pick({ TABLE_NAME: true }).parse(process.env)
const table = new Table(documentClient(), env.TABLE_NAME)
const ports = {
  messages: messageStore(table),
  suppressions: suppressionStore(table),
  carried: carriedMessages(table),
  news: carrierNews(table),
}

/** Answers false for what is about no message of ours. */
const takeIn = async (told: unknown, context: Context): Promise<boolean> => {
  const [due, text] = [Due.safeParse(told).data, TextNotice.safeParse(told).data]
  if (due) return takeCarrierNews(ports, due.id, context)
  return text ? textNotice(ports, text, context) : mailNotice(ports, told, context)
}

const take = async ({ body, messageId }: SQSRecord): Promise<void> => {
  const isOurs = await takeIn(JSON.parse(body), { now: now(), actor: system, traceId: messageId })
  if (!isOurs) log.warn('a notice about no message of ours', { traceId: messageId })
}

/**
 * What became of mail and of texts, as the rules of the event bus hand it on, and of messages at WeChat, as its door left word: by ids,
 * and without an address.
 */
export const handler = eachMessage(take)
