import { days, later } from '../../../domain/kernel/later.ts'
import type { PackBlock } from '../../../domain/packs/block.ts'
import { complaintsOf } from '../service-levels/complaints-of.ts'
import type { Table } from '../table/table.ts'
import { openTickets } from '../tickets/customer-tickets.ts'

const shown = 10
/** What is told of in a review is the quarter behind it. */
const quarter = 90 * days

/** What the customer waits for at the service desk, and how often they complained. */
export const ticketBlock = (table: Table): PackBlock => ({
  name: 'tickets',
  right: 'tickets:read',
  read: async (customerId, now) => {
    const [open, complaints] = await Promise.all([
      openTickets(table, customerId, shown),
      complaintsOf(table)(customerId, later(now, -quarter)),
    ])
    return {
      source: 'live',
      asOf: now,
      figures: {
        complaints: complaints.length,
        overdue: open.items.filter(({ dueAt }) => dueAt !== undefined && dueAt < now).length,
        nextDueAt: open.items[0]?.dueAt ?? null,
      },
      rows: open.items.map(({ id, number, kind, subject, priority, status, openedAt, dueAt }) => ({
        id,
        number,
        kind,
        subject,
        priority,
        status,
        openedAt,
        dueAt,
      })),
      more: open.more,
    }
  },
})
