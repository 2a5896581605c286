import * as z from 'zod'
import { masked } from '../../../domain/kernel/care/marks.ts'
import type { Loaded } from '../../../domain/kernel/store.ts'
import { Ticket } from '../../../domain/tickets/ticket.ts'
import type { Table } from '../table/table.ts'
import { ticketKey } from '../tickets/keys.ts'

const Stored = z.looseObject({
  version: z.int(),
  get state() {
    return masked(Ticket)
  },
})

/** A ticket as it stands in the table, for those who want none of what is sealed in it: without a key to open it. */
export const maskedTicket =
  (table: Table) =>
  async (id: string): Promise<Loaded<Ticket> | undefined> => {
    const item = await table.get(ticketKey(id))
    if (!item) return undefined
    const { version, state } = Stored.parse(item)
    return { version, state }
  }
