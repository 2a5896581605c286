import * as z from 'zod'
import { TicketGlance } from '../../../domain/tickets/glance.ts'
import type { TicketGlances } from '../../../domain/tickets/ports.ts'
import type { Table } from '../table/table.ts'
import { ticketKey } from './keys.ts'

const Stored = z.looseObject({ state: TicketGlance.strip() })

/** Reads the tickets themselves, one batch for up to a hundred, and opens no seal. */
export const ticketGlances =
  (table: Table): TicketGlances =>
  async (ids) => {
    const asked = [...new Set(ids)]
    const items = await table.getMany(asked.map(ticketKey))
    const found = new Map(items.map((item, i) => [asked[i], item && Stored.parse(item).state]))
    return ids.map((id) => found.get(id))
  }
