import * as z from 'zod'
import type { TicketIndex } from '../../../domain/ticket-search/ports.ts'
import { unmoved } from '../table/conditions.ts'
import type { Table } from '../table/table.ts'
import { ticketIndexKey, ticketTermKey } from './keys.ts'

const Stored = z.looseObject({ revision: z.int(), terms: z.array(z.string()) })

/** Terms with a blank before each, so that one is found by how it begins. */
export const lineOf = (terms: readonly string[]): string => ` ${terms.join(' ')}`

/** By which terms tickets are found. Whoever writes must have seen what was last written. */
export const ticketIndex = (table: Table): TicketIndex => ({
  load: async (ticketId) => {
    const item = await table.get(ticketIndexKey(ticketId))
    return item ? Stored.parse(item) : { revision: 0, terms: [] }
  },
  save: async ({ id, openedAt }, { seen, terms }) => {
    const rows = terms.map((term) => ({
      ...ticketTermKey(term, { id, openedAt }),
      entity: 'ticket-term',
      ticketId: id,
      line: lineOf(terms),
    }))
    const gone = seen.terms.filter((term) => !terms.includes(term)).map((term) => ticketTermKey(term, { id, openedAt }))
    const kept = { ...ticketIndexKey(id), entity: 'ticket-terms', revision: seen.revision + 1, terms }
    const done = await table.transact([
      table.put(kept, unmoved('revision', seen.revision)),
      ...rows.map((row) => table.put(row)),
      ...gone.map((key) => table.drop(key)),
    ])
    return done.ok
  },
})
