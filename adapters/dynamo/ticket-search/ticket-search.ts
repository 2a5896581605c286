import * as z from 'zod'
import type { Actor } from '../../../domain/kernel/actor.ts'
import type { PageRequest } from '../../../domain/kernel/page.ts'
import { ok } from '../../../domain/kernel/result.ts'
import type { Sought, TicketSearch } from '../../../domain/ticket-search/ports.ts'
import { reachesTicket } from '../../../domain/tickets/reach.ts'
import { isShownIn } from '../../../domain/tickets/shown-in.ts'
import { TicketSummary } from '../../../domain/tickets/summary.ts'
import type { Cursors } from '../table/cursor.ts'
import { keyAttributes } from '../table/indexes.ts'
import { type Paging, paged } from '../table/paged.ts'
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

type Asking = { readonly page: PageRequest; readonly actor: Actor }

/** One query of the terms, and the tickets that it names as they are now. */
const somePage = async ({ table, cursors }: Paging, { terms: [lead = '', ...rest], narrowed }: Sought, { page, actor }: Asking) => {
  const found = await paged(
    { table, cursors },
    { partition: ticketTerms(lead), prefix: [keyAttributes.sort, lead], ...(rest.length > 0 && { filter: beside(rest) }) },
    { page, read: (item: Item) => Row.parse(item).ticketId },
  )
  if (!found.ok) return found
  const items = await table.getMany([...new Set(found.value.items)].map(ticketKey))
  const tickets = items.flatMap((item) => (item ? [Found.parse(item)] : []))
  const shown = tickets.filter(
    ({ summary, state: { watchers } }) =>
      isShownIn(narrowed, summary) &&
      reachesTicket(actor, { assignee: summary.owner, team: summary.team, region: summary.region, watchers: [...watchers] }),
  )
  return ok({ items: shown.map(({ summary }) => summary), next: found.value.next })
}

/** How often a page looks further for what was passed over, before it is given back short, with a cursor to go on from. */
const mostLooks = 5

/** Two requests a page, and two more for each look further. */
export const ticketSearch =
  (table: Table, cursors: Cursors): TicketSearch =>
  async (sought, page, actor) => {
    const items: TicketSummary[] = []
    let { cursor } = page
    for (let look = 1; ; look += 1) {
      const found = await somePage({ table, cursors }, sought, { page: { ...page, cursor, limit: page.limit - items.length }, actor })
      if (!found.ok) return found
      items.push(...found.value.items)
      const { next } = found.value
      if (next === null || items.length === page.limit || look === mostLooks) return ok({ items, next })
      cursor = next
    }
  }
