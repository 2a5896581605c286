import * as z from 'zod'
import { ok } from '../../../domain/kernel/result.ts'
import type { TicketSearch } from '../../../domain/ticket-search/ports.ts'
import { reachesTicket } from '../../../domain/tickets/reach.ts'
import { TicketSummary } from '../../../domain/tickets/summary.ts'
import type { Cursors } from '../table/cursor.ts'
import { keyAttributes } from '../table/indexes.ts'
import { paged } from '../table/paged.ts'
import type { Ask, Item, Table } from '../table/table.ts'
import { ticketKey } from '../tickets/keys.ts'
import { ticketTerms } from './keys.ts'
import { lineOf } from './ticket-index.ts'

const Row = z.looseObject({ ticketId: z.string() })
const Found = z.looseObject({ summary: TicketSummary.strip(), state: z.looseObject({ watchers: z.array(z.string()) }) })

/** All the terms but the one that leads. */
const beside = (terms: readonly string[]): Ask['filter'] => ({
  expression: terms.map((_, i) => `contains(#line, :term${i})`).join(' AND '),
  names: { '#line': 'line' },
  values: Object.fromEntries(terms.map((term, i) => [`:term${i}`, lineOf([term])])),
})

/** One query of the terms, and the tickets that it names as they are now: two requests a page. */
export const ticketSearch =
  (table: Table, cursors: Cursors): TicketSearch =>
  async ([lead = '', ...rest], page, actor) => {
    const found = await paged(
      { table, cursors },
      { partition: ticketTerms(lead), prefix: [keyAttributes.sort, lead], ...(rest.length > 0 && { filter: beside(rest) }) },
      { page, read: (item: Item) => Row.parse(item).ticketId },
    )
    if (!found.ok) return found
    const items = await table.getMany([...new Set(found.value.items)].map(ticketKey))
    const tickets = items.flatMap((item) => (item ? [Found.parse(item)] : []))
    const shown = tickets.filter(({ summary: { owner, team, region }, state: { watchers } }) =>
      reachesTicket(actor, { assignee: owner, team, region, watchers: [...watchers] }),
    )
    return ok({ items: shown.map(({ summary }) => summary), next: found.value.next })
  }
