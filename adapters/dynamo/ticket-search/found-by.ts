import * as z from 'zod'
import { changeable, TicketMembers } from '../../../domain/tickets/ticket.ts'
import type { Table } from '../table/table.ts'
import { threadPartition, ticketKey } from '../tickets/keys.ts'

const Stored = z.looseObject({
  state: z.object({
    ...TicketMembers.pick({ id: true, number: true, openedAt: true }).shape,
    subject: changeable.subject,
    form: changeable.form,
  }),
})

const Said = z.looseObject({ message: z.looseObject({ text: z.string().default('') }) })

/** What a ticket is found by, off the table, its first message among it: nothing sealed is in that, so whoever reads it needs no key. */
export const foundByOf = (table: Table) => async (id: string) => {
  const [item, thread] = await Promise.all([table.get(ticketKey(id)), table.query({ partition: threadPartition(id), limit: 1 })])
  const [first] = thread.items
  return item && { ...Stored.parse(item).state, text: first ? Said.parse(first).message.text : '' }
}
