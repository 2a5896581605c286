import * as z from 'zod'
import type { Conversations } from '../../../domain/inbound/ports.ts'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { absent } from '../table/conditions.ts'
import type { Table } from '../table/table.ts'
import { conversationKey } from './keys.ts'

const Stored = z.looseObject({ ticket: z.string() })

/** Chats, and the tickets on which they go on. */
export const conversations = (table: Table, vault: Pick<Vault, 'blindIndex'>): Conversations => {
  const itemOf = (place: string, ticket: string) => ({ ...conversationKey(place), entity: 'conversation', ticket })
  const at = async (place: string): Promise<string | undefined> => {
    const item = await table.get(conversationKey(place))
    return item && Stored.parse(item).ticket
  }
  return {
    at,
    begin: async (place, ticketId) => {
      if (await table.putIf(itemOf(place, ticketId), absent)) return ticketId
      return (await at(place)) ?? ticketId
    },
    move: async (place, ticketId) => {
      const done = await table.transact([table.put(itemOf(place, ticketId))])
      if (!done.ok) throw new Failure(`the chat of ${ticketId} could not be moved`)
    },
    placeOf: async (openId) => `wechat#${await vault.blindIndex('wechat', openId)}`,
  }
}
