import type { TicketQueries } from '../../../domain/tickets/ports.ts'
import { mostCounted, type TicketView } from '../../../domain/tickets/views.ts'
import type { Cursors } from '../table/cursor.ts'
import { type ListIndex, listSort } from '../table/indexes.ts'
import { paged } from '../table/paged.ts'
import type { Ask, Table } from '../table/table.ts'
import { readTicketRow } from './customer-tickets.ts'
import { ticketListPartition } from './keys.ts'

/** What a view may be narrowed by, the most selective first: the first one leads to a partition, the others filter what stands there. */
const leading = [
  ['customerId', 'byTier', 'customer'],
  ['owner', 'byOwner', 'owner'],
  ['stage', 'byStage', 'stage'],
  ['team', 'byTeam', 'team'],
  ['region', 'byRegion', 'region'],
] as const satisfies readonly (readonly [keyof TicketView, ListIndex, string])[]
const others = ['kind', 'priority', 'noticeBy'] as const

/** What has no last day for notice is not before any. */
const compared = (member: string): string => (member === 'noticeBy' ? '<=' : '=')

const fitting = (members: readonly (readonly [string, string])[]): Ask['filter'] => ({
  expression: members.map(([member]) => `#summary.#${member} ${compared(member)} :${member}`).join(' AND '),
  names: { '#summary': 'summary', ...Object.fromEntries(members.map(([member]) => [`#${member}`, member])) },
  values: Object.fromEntries(members.map(([member, value]) => [`:${member}`, value])),
})

/** A row of the index that a view is read from. */
const askOf = (view: TicketView): Omit<Ask, 'limit' | 'after'> => {
  const { state, due } = view
  const lead = leading.find(([member]) => view[member] !== undefined)
  const rest = [...leading.map(([member]) => member), ...others].flatMap((member) => {
    const value = view[member]
    return value === undefined || member === lead?.[0] ? [] : [[member, value] as const]
  })
  return {
    index: lead ? lead[1] : 'byAll',
    partition: lead ? ticketListPartition(state, lead[2], view[lead[0]] ?? '') : ticketListPartition(state, 'all', ''),
    ...(due && (due.from === undefined ? { below: [listSort, due.before] } : { within: [listSort, due.from, due.before] })),
    ...(rest.length > 0 && { filter: fitting(rest) }),
  }
}

/** Lists of tickets and how long they are; each is a query of an index, and a page of it costs the same however many tickets there are. */
export const ticketQueries = (table: Table, cursors: Cursors): TicketQueries => ({
  list: (view, page) =>
    paged({ table, cursors, sort: listSort }, { ...askOf(view), descending: view.state === 'over' }, { page, read: readTicketRow }),
  count: (view) => table.size({ ...askOf(view), limit: mostCounted }),
})
