import * as z from 'zod'
import { changeable, TicketMembers } from '../../../domain/tickets/ticket.ts'
import type { Table } from '../table/table.ts'
import { ticketKey } from '../tickets/keys.ts'

const Stored = z.looseObject({
  state: z.object({
    ...TicketMembers.pick({ id: true, number: true, openedAt: true }).shape,
    subject: changeable.subject,
    form: changeable.form,
  }),
})

/** What a ticket is found by, off the table: nothing sealed is among it, so whoever reads it needs no key. */
export const foundByOf = (table: Table) => async (id: string) => {
  const item = await table.get(ticketKey(id))
  return item && Stored.parse(item).state
}
