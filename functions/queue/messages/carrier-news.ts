import type { Context } from '../../../domain/kernel/decider.ts'
import { type CarriedMessage, type CarrierNews, toldBy } from '../../../domain/messages/carried.ts'
import { type FeedbackPorts, writeDown } from './provider-notice.ts'

export type CarrierNewsPorts = FeedbackPorts & {
  readonly carried: { readonly find: (msgId: string) => Promise<CarriedMessage | undefined> }
  readonly news: {
    readonly find: (msgId: string) => Promise<CarrierNews | undefined>
    readonly done: (msgId: string) => Promise<void>
  }
}

/**
 * Writes down what WeChat has told of a message, once, however often it is brought. Answers false for what it told of a message that is
 * none of ours: an account may serve other programs as well.
 */
export const takeCarrierNews = async (ports: CarrierNewsPorts, msgId: string, context: Context): Promise<boolean> => {
  const news = await ports.news.find(msgId)
  if (!news) return true
  const [carried, told] = [await ports.carried.find(msgId), toldBy(news.fate)]
  const isOurs = carried !== undefined && (await writeDown(ports, { of: { ...carried, at: news.at }, channel: 'wechat', told }, context))
  await ports.news.done(msgId)
  return isOurs
}
