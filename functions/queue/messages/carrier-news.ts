import type { Context } from '../../../domain/kernel/decider.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { type CarriedMessage, type CarrierNews, toldBy } from '../../../domain/messages/carried.ts'
import { messages } from '../../../domain/messages/decide.ts'
import { execute } from '../../runtime/execute.ts'
import type { MailFeedbackPorts } from './mail-notice.ts'
import { stop } from './stop-address.ts'

export type CarrierNewsPorts = MailFeedbackPorts & {
  readonly carried: { readonly find: (msgId: string) => Promise<CarriedMessage | undefined> }
  readonly news: {
    readonly find: (msgId: string) => Promise<CarrierNews | undefined>
    readonly done: (msgId: string) => Promise<void>
  }
}

type Told = { readonly carried: CarriedMessage; readonly news: CarrierNews }

const writeDown = async (ports: MailFeedbackPorts, { carried, news }: Told, context: Context): Promise<void> => {
  const { message: id, attempt, address } = carried
  const command = { type: 'feedback', told: toldBy(news.fate), attempt, at: news.at } as const
  const done = await execute(messages, ports.messages, { id, command, context })
  if (!done.ok) throw new Failure(`what WeChat told of ${id} could not be written down: ${done.error.code}`)
  const message = done.value.state
  if (message && news.fate === 'blocked') await stop(ports, { message, channel: 'wechat', address, reason: 'bounced' }, context)
}

/**
 * Writes down what WeChat has told of a message, once, however often it is brought. Answers false for what it told of a message that is
 * none of ours: an account may serve other programs as well.
 */
export const takeCarrierNews = async (ports: CarrierNewsPorts, msgId: string, context: Context): Promise<boolean> => {
  const news = await ports.news.find(msgId)
  if (!news) return true
  const carried = await ports.carried.find(msgId)
  if (carried) await writeDown(ports, { carried, news }, context)
  await ports.news.done(msgId)
  return carried !== undefined
}
