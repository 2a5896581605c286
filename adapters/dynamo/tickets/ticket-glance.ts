import * as z from 'zod'
import { TicketMembers } from '../../../domain/tickets/ticket.ts'
import type { Table } from '../table/table.ts'
import { ticketKey } from './keys.ts'

const Stored = z.looseObject({
  state: TicketMembers.pick({ id: true, assignee: true, team: true, region: true, watchers: true, mergedInto: true }).strip(),
})

/** Who works on a ticket, and which one it was merged into: for those who are to know no more of it. */
export const ticketGlance = (table: Table) => async (ticketId: string) => {
  const item = await table.get(ticketKey(ticketId))
  return item && Stored.parse(item).state
}
