import * as z from 'zod'
import type { ReachedTickets } from '../../../domain/tickets/ports.ts'
import { reachesTicket } from '../../../domain/tickets/reach.ts'
import { TicketMembers } from '../../../domain/tickets/ticket.ts'
import type { Table } from '../table/table.ts'
import { ticketKey } from './keys.ts'

const Stored = z.looseObject({
  state: TicketMembers.pick({ id: true, assignee: true, team: true, region: true, watchers: true }).strip(),
})

/** Who watches a ticket stands in no list, so the tickets themselves are asked. */
export const reachedTickets =
  (table: Table): ReachedTickets =>
  async (actor, ids) => {
    const asked = [...new Set(ids)]
    if (actor.reach.kind === 'all' || asked.length === 0) return new Set(asked)
    const items = await table.getMany(asked.map(ticketKey))
    const tickets = items.flatMap((item) => (item ? [Stored.parse(item).state] : []))
    return new Set(tickets.filter((ticket) => reachesTicket(actor, ticket)).map(({ id }) => id))
  }
