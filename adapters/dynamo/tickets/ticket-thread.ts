import type { Vault } from '../../../domain/kernel/care/vault.ts'
import { ok } from '../../../domain/kernel/result.ts'
import type { Thread, TicketByNumber } from '../../../domain/tickets/ports.ts'
import { holderIn } from '../records/claim-holder.ts'
import { claimKey } from '../records/keys.ts'
import type { Cursors } from '../table/cursor.ts'
import { paged } from '../table/paged.ts'
import type { Table } from '../table/table.ts'
import { threadKey, threadPartition } from './keys.ts'
import { messageIn } from './thread-items.ts'

/** What was said in tickets. */
export const ticketThread = (table: Table, cursors: Cursors, vault: Vault): Thread => ({
  list: async (ticketId, { sees, ...page }) => {
    const found = await paged(
      { table, cursors },
      { partition: threadPartition(ticketId), descending: true },
      { page, read: (item) => item },
    )
    if (!found.ok) return found
    const items = await Promise.all(found.value.items.map((item) => messageIn(item, vault, sees)))
    return ok({ ...found.value, items })
  },
})

/** Whether a message stands in a thread already. */
export const isInThread =
  (table: Table) =>
  async (ticketId: string, message: { readonly at: string; readonly id: string }): Promise<boolean> =>
    (await table.get(threadKey(ticketId, message))) !== undefined

export const ticketByNumber =
  (table: Table): TicketByNumber =>
  async (number) => {
    const claim = await table.get(claimKey('ticket', 'number', number))
    return claim && holderIn(claim)
  }
