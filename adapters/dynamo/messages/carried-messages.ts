import * as z from 'zod'
import { Instant } from '../../../domain/kernel/instant.ts'
import { days, later } from '../../../domain/kernel/later.ts'
import { type CarriedMessage, type CarrierNews, TemplateFate } from '../../../domain/messages/carried.ts'
import { dueAttributes } from '../due-index.ts'
import { absent } from '../table/conditions.ts'
import { expiryAttribute } from '../table/indexes.ts'
import type { Table } from '../table/table.ts'
import { carriedKey, carrierNewsKey } from './keys.ts'

const Carried = z.looseObject({ message: z.string(), attempt: z.string(), address: z.string() })
const News = z.looseObject({ fate: TemplateFate, at: Instant })

/** WeChat tells within the minute what became of a template message; long after, neither is of any use. */
const keptFor = 30 * days
const endOf = (now: Instant) => ({ [expiryAttribute]: Math.floor(Date.parse(later(now, keptFor)) / 1000) })

/** Messages that WeChat carried, by what it calls them. */
export const carriedMessages = (table: Table) => ({
  note: async (msgId: string, carried: CarriedMessage, now: Instant): Promise<void> => {
    await table.putIf({ ...carriedKey(msgId), entity: 'carried', ...carried, ...endOf(now) }, absent)
  },
  find: async (msgId: string): Promise<CarriedMessage | undefined> => {
    const item = await table.get(carriedKey(msgId))
    return item && Carried.parse(item)
  },
})

/** What WeChat has told of them, each to be written down by a job when `dueAt` has come. */
export const carrierNews = (table: Table) => ({
  tell: async ({ msgId, ...news }: CarrierNews, { now, dueAt }: { readonly now: Instant; readonly dueAt: Instant }): Promise<void> => {
    const due = dueAttributes('carrier_news', msgId, dueAt)
    await table.putIf({ ...carrierNewsKey(msgId), entity: 'carrier_news', ...news, ...endOf(now), ...due }, absent)
  },
  find: async (msgId: string): Promise<CarrierNews | undefined> => {
    const item = await table.get(carrierNewsKey(msgId))
    if (!item) return undefined
    const { fate, at } = News.parse(item)
    return { msgId, fate, at }
  },
  done: async (msgId: string): Promise<void> => {
    await table.transact([table.drop(carrierNewsKey(msgId))])
  },
})
