import * as z from 'zod'
import type { Page } from '../../../domain/kernel/page.ts'
import { ok, type Result } from '../../../domain/kernel/result.ts'
import type { Loaded } from '../../../domain/kernel/store.ts'
import { Message } from '../../../domain/messages/message.ts'
import type { MessageQueries } from '../../../domain/messages/ports.ts'
import type { Cursors } from '../table/cursor.ts'
import { paged } from '../table/paged.ts'
import type { Item, Table } from '../table/table.ts'
import { attendedMessages, customerMessages, messageKey } from './keys.ts'

const Row = z.looseObject({ message: z.string() })
const Stored = z.looseObject({ version: z.int(), state: Message })

const idIn = (item: Item): string => Row.parse(item).message

/** The messages that a page of rows names, as they stand now. */
const whole = async <Refusal>(table: Table, page: Result<Page<string>, Refusal>): Promise<Result<Page<Loaded<Message>>, Refusal>> => {
  if (!page.ok) return page
  const items = await table.getMany(page.value.items.map(messageKey))
  const found = items.flatMap((item) => {
    const read = item && Stored.parse(item)
    return read ? [{ state: read.state, version: read.version }] : []
  })
  return ok({ items: found, next: page.value.next })
}

export const messageQueries = (table: Table, cursors: Cursors): MessageQueries => {
  const rows = (partition: string, page: Parameters<MessageQueries['inState']>[1]) =>
    paged({ table, cursors }, { partition, descending: true }, { page, read: idIn })
  return {
    ofCustomer: async (customerId, state, page) => {
      const all = await whole(table, await rows(customerMessages(customerId), page))
      return all.ok && state ? ok({ ...all.value, items: all.value.items.filter((one) => one.state.state === state) }) : all
    },
    inState: async (state, page) => whole(table, await rows(attendedMessages(state), page)),
  }
}
