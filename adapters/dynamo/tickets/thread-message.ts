import type { Vault } from '../../../domain/kernel/care/vault.ts'
import type { TicketMessage } from '../../../domain/tickets/thread.ts'
import type { Table } from '../table/table.ts'
import { threadKey, threadPartition } from './keys.ts'
import { messageIn } from './thread-items.ts'

/** The latest messages of a ticket, the latest first, with nothing sealed of them opened. */
export const latestIn =
  (table: Table, vault: Vault, limit: number) =>
  async (ticketId: string): Promise<readonly TicketMessage[]> => {
    const { items } = await table.query({ partition: threadPartition(ticketId), descending: true, limit })
    return Promise.all(items.map((item) => messageIn(item, vault, [])))
  }

/** One message of a ticket, with nothing sealed of it opened. */
export const messageOf =
  (table: Table, vault: Vault) =>
  async (ticketId: string, message: { readonly at: string; readonly id: string }): Promise<TicketMessage | undefined> => {
    const item = await table.get(threadKey(ticketId, message))
    return item && messageIn(item, vault, [])
  }
