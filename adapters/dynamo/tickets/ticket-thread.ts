import * as z from 'zod'
import { fieldClasses } from '../../../domain/kernel/care/field-class.ts'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import { ok } from '../../../domain/kernel/result.ts'
import type { FindMessages, Thread, TicketByNumber } from '../../../domain/tickets/ports.ts'
import { holderIn } from '../records/claim-holder.ts'
import { claimKey } from '../records/keys.ts'
import type { Cursors } from '../table/cursor.ts'
import { paged } from '../table/paged.ts'
import type { Table } from '../table/table.ts'
import { threadKey, threadPartition } from './keys.ts'
import { messageIn } from './thread-items.ts'

/** What was said in tickets. */
export const ticketThread = (table: Table, cursors: Cursors, vault: Vault): Thread => ({
  list: async (ticketIds, { sees, ...page }) => {
    const threads = ticketIds.map((ticketId) => ({ partition: threadPartition(ticketId), descending: true }))
    const found = await paged({ table, cursors }, threads, { page, read: (item) => item })
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

const Named = z.looseObject({ message: z.looseObject({ id: z.string() }) })

export const messagesIn =
  (table: Table, vault: Vault): FindMessages =>
  async (ticketId, ids) => {
    const items = await table.queryAll({ partition: threadPartition(ticketId) })
    const wanted = items.filter((item) => ids.includes(Named.parse(item).message.id))
    return Promise.all(wanted.map((item) => messageIn(item, vault, fieldClasses)))
  }
