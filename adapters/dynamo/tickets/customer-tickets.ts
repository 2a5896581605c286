import * as z from 'zod'
import { TicketSummary } from '../../../domain/tickets/summary.ts'
import type { Item, Table } from '../table/table.ts'
import { ticketListPartition } from './keys.ts'

const Listed = z.looseObject({ summary: TicketSummary.strip() })

/** A row of a list of tickets. */
export const readTicketRow = (item: Item): TicketSummary => Listed.parse(item).summary

/** Where the tickets of a customer stand that somebody has to do something about: the nearest deadline first. */
const openTicketsOf = (customerId: string) => ({ index: 'byTier', partition: ticketListPartition('live', 'customer', customerId) }) as const

/** Some of them; `more` says that there are others. */
export const openTickets = async (table: Table, customerId: string, limit: number) => {
  const { items, after } = await table.query({ ...openTicketsOf(customerId), limit })
  return { items: items.map(readTicketRow), more: after !== undefined }
}
