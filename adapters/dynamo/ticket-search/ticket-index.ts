import * as z from 'zod'
import type { TicketIndex } from '../../../domain/ticket-search/ports.ts'
import { unmoved } from '../table/conditions.ts'
import type { Table } from '../table/table.ts'
import { ticketIndexKey, ticketTermKey } from './keys.ts'

const Stored = z.looseObject({ revision: z.int(), terms: z.array(z.string()), leaving: z.array(z.string()).optional() })

/** So much DynamoDB writes in one transaction. */
const mostWrites = 100

/** Terms with a blank before each, so that one is found by how it begins. */
export const lineOf = (terms: readonly string[]): string => ` ${terms.join(' ')}`

/** By which terms tickets are found. Whoever writes must have seen what was last written. */
export const ticketIndex = (table: Table): TicketIndex => ({
  load: async (ticketId) => {
    const item = await table.get(ticketIndexKey(ticketId))
    return item ? Stored.parse(item) : { revision: 0, terms: [] }
  },
  save: async (ticket, { seen, terms }) => {
    const { id, openedAt } = ticket
    const rows = terms.map((term) => ({
      ...ticketTermKey(term, { id, openedAt }),
      entity: 'ticket-term',
      ticketId: id,
      line: lineOf(terms),
    }))
    let left = [...new Set([...seen.terms, ...(seen.leaving ?? [])])].filter((term) => !terms.includes(term))
    let { revision } = seen
    let written = rows
    do {
      const going = left.slice(0, mostWrites - 1 - written.length)
      left = left.slice(going.length)
      const kept = {
        ...ticketIndexKey(id),
        entity: 'ticket-terms',
        revision: revision + 1,
        terms,
        ...(left.length > 0 && { leaving: left }),
      }
      const done = await table.transact([
        table.put(kept, unmoved('revision', revision)),
        ...written.map((row) => table.put(row)),
        ...going.map((term) => table.drop(ticketTermKey(term, ticket))),
      ])
      if (!done.ok) return false
      revision += 1
      written = []
    } while (left.length > 0)
    return true
  },
})
