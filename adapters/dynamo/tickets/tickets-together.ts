import type { Vault } from '../../../domain/kernel/care/vault.ts'
import { TicketId } from '../../../domain/kernel/ids.ts'
import type { MovedMessages, TicketsTogether } from '../../../domain/tickets/ports.ts'
import type { Table, Write } from '../table/table.ts'
import { threadKey } from './keys.ts'
import { messageItem } from './thread-items.ts'
import { ticketsBeside, ticketWrites } from './ticket-store.ts'

/** A message is in one thread before and after: it leaves the one in the transaction in which it comes into the other. */
const moves = async (table: Table, vault: Vault, { from, to, messages }: MovedMessages): Promise<readonly Write[]> => {
  const ticketId = TicketId.parse(to)
  // One behind the other: the first makes the key of a ticket that is new.
  const items = []
  for (const message of messages) items.push(await messageItem({ ...message, ticketId }, vault, { isNew: items.length === 0 }))
  return [
    ...items.map((item) => table.put(item, { expression: 'attribute_not_exists(pk)' })),
    ...messages.map((message) => table.drop(threadKey(from, message), { expression: 'attribute_exists(pk)' })),
  ]
}

export const ticketsTogether =
  (table: Table, vault: Vault): TicketsTogether =>
  (others, { moved, said } = {}) => ({
    load: ticketsBeside(table, vault, {}).load,
    commit: async (change) => {
      const changed = await Promise.all(others.map((other) => ticketWrites(table, vault, other)))
      const writes = [...changed.flat(), ...(moved ? await moves(table, vault, moved) : [])]
      return ticketsBeside(table, vault, { messages: said, writes }).commit(change)
    },
  })
