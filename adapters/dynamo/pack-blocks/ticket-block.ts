import { days, later } from '../../../domain/kernel/later.ts'
import type { PackBlock } from '../../../domain/packs/block.ts'
import type { TicketSummary } from '../../../domain/tickets/summary.ts'
import { complaintsOf } from '../service-levels/complaints-of.ts'
import type { Table } from '../table/table.ts'
import { openTickets } from '../tickets/customer-tickets.ts'
import { reachedTickets } from '../tickets/reached-tickets.ts'
import { allTicketKinds } from '../tickets/ticket-kind-store.ts'

const shown = 10
/** What is told of in a review is the quarter behind it. */
const quarter = 90 * days

const rowOf = ({ id, number, kind, subject, priority, status, openedAt, dueAt }: TicketSummary) => ({
  id,
  number,
  kind,
  subject,
  priority,
  status,
  openedAt,
  dueAt,
})

/** What the customer waits for at the service desk, as far as the reader reaches it, and how often they complained. */
export const ticketBlock = (table: Table): PackBlock => {
  const complaintsSince = complaintsOf(table, allTicketKinds(table))
  return {
    name: 'tickets',
    right: 'tickets:read',
    read: async (customerId, now, actor) => {
      const [open, complaints] = await Promise.all([
        openTickets(table, customerId, shown),
        complaintsSince(customerId, later(now, -quarter)),
      ])
      const ids = open.items.map(({ id }) => id)
      const reached = await reachedTickets(table)(actor, ids)
      const told = open.items.filter(({ id }) => reached.has(id))
      return {
        source: 'live',
        asOf: now,
        figures: {
          complaints: complaints.length,
          overdue: told.filter(({ dueAt }) => dueAt !== undefined && dueAt < now).length,
          nextDueAt: told[0]?.dueAt ?? null,
        },
        rows: told.map(rowOf),
        more: open.more,
      }
    },
  }
}
