import * as z from 'zod'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import type { FindReply } from '../../../domain/tickets/ports.ts'
import { Delivery } from '../../../domain/tickets/thread.ts'
import type { Condition, Table } from '../table/table.ts'
import { threadKey } from './keys.ts'
import { ticketsBeside } from './ticket-store.ts'

const Stored = z.looseObject({ message: z.looseObject({ kind: z.literal('reply'), delivery: Delivery.optional() }) })

/** Nobody has written anything else of it since, and it stands in this thread still. */
const asSeen = (seen: Delivery | undefined): Condition => {
  const names = { '#message': 'message', '#delivery': 'delivery', '#at': 'at' }
  return seen
    ? { expression: '#message.#delivery.#at = :seen', values: { ':seen': seen.at }, names }
    : {
        expression: 'attribute_exists(pk) AND attribute_not_exists(#message.#delivery)',
        names: { '#message': 'message', '#delivery': 'delivery' },
      }
}

/** A reply as it stands in its thread. Nothing sealed of it is opened: what becomes of it is written beside. */
export const replyOnItsWay =
  (table: Table, vault: Vault): FindReply =>
  async (ticketId, reply) => {
    const item = await table.get(threadKey(ticketId, reply))
    const found = Stored.safeParse(item)
    if (!found.success) return undefined
    const { message } = found.data
    return {
      delivery: message.delivery,
      becoming: (delivery, note) =>
        ticketsBeside(table, vault, {
          messages: [note],
          writes: [table.put({ ...item, message: { ...message, delivery } }, asSeen(message.delivery))],
        }),
    }
  }
