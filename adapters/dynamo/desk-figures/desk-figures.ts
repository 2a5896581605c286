import * as z from 'zod'
import { Counted, type What, whats } from '../../../domain/desk-figures/counted.ts'
import { monthsOf, type Period } from '../../../domain/desk-figures/period.ts'
import { type DeskFigures, mostCounted, mostOpen, type Wanted } from '../../../domain/desk-figures/ports.ts'
import { TicketSummary } from '../../../domain/tickets/summary.ts'
import type { Cursors } from '../table/cursor.ts'
import { keyAttributes, type ListIndex, listSort } from '../table/indexes.ts'
import { paged, type Query } from '../table/paged.ts'
import type { Ask, Item, Table } from '../table/table.ts'
import { upTo } from '../table/up-to.ts'
import { readTicketRow } from '../tickets/customer-tickets.ts'
import { ticketKey, ticketListPartition } from '../tickets/keys.ts'
import { readCell } from './desk-cells.ts'
import { countedListPartition, deskCells } from './keys.ts'

/** What leads to a partition of an index, the most selective first, with what the row calls it. */
const leading = [
  ['agent', 'byOwner', 'owner'],
  ['team', 'byTeam', 'team'],
  ['region', 'byRegion', 'region'],
] as const satisfies readonly (readonly [keyof Wanted, ListIndex, string])[]
const rowNames = { agent: 'owner', team: 'team', region: 'region', kind: 'kind', cause: 'cause', channel: 'channel' } as const
const facetNames = ['agent', 'team', 'region', 'kind', 'cause', 'channel'] as const

const filterOf = (facets: readonly (readonly [string, string])[]): Ask['filter'] => ({
  expression: facets
    .map(([name, value]) => (value === '' ? `attribute_not_exists(#row.#${name})` : `#row.#${name} = :${name}`))
    .join(' AND '),
  names: { '#row': 'summary', ...Object.fromEntries(facets.map(([name]) => [`#${name}`, name])) },
  values: Object.fromEntries(facets.flatMap(([name, value]) => (value === '' ? [] : [[`:${name}`, value]]))),
})

/** The rows of a list that are wanted. Those who have none of something stand in no partition for it, and are filtered. */
const askFor = (partitionOf: (by: string, value: string) => string, wanted: Wanted): Query => {
  const lead = leading.find(([name]) => wanted[name])
  const rest = facetNames.flatMap((name) => {
    const value = wanted[name]
    return value === undefined || name === lead?.[0] ? [] : [[rowNames[name], value] as const]
  })
  return {
    index: lead ? lead[1] : 'byAll',
    partition: lead ? partitionOf(lead[2], wanted[lead[0]] ?? '') : partitionOf('all', ''),
    ...(rest.length > 0 && { filter: filterOf(rest) }),
  }
}

/** The sort values of the days of a period: each has its day in front, and `$` comes behind every `#`. */
const daysOf = ({ from, to }: Period, sort: string): Ask['within'] => [sort, from, `${to}$`]

const entriesOf = (period: Period, what: What, wanted: Wanted): Query => ({
  ...askFor((by, value) => countedListPartition(what, by, value), wanted),
  within: daysOf(period, listSort),
})

const Row = z.looseObject({ summary: Counted.strip() })
const readEntry = (item: Item): Counted => Row.parse(item).summary

const openOf = (wanted: Wanted): Query => askFor((by, value) => ticketListPartition('live', by, value), wanted)

/** About a megabyte of rows, of which an answer of the table consists anyway. */
const rowsAtOnce = 1000

const readOpen = async (table: Table, wanted: Wanted): ReturnType<DeskFigures['open']> => {
  const tickets: TicketSummary[] = []
  let after: Item | undefined
  do {
    const found = await table.query({ ...openOf(wanted), limit: rowsAtOnce, after })
    tickets.push(...found.items.map(readTicketRow))
    after = found.after
  } while (after && tickets.length < mostOpen)
  return { tickets, more: after !== undefined }
}

const Seen = z.looseObject({ summary: TicketSummary.strip(), state: z.looseObject({ watchers: z.array(z.string()) }) })

/** Figures of the desk, read from what was counted beforehand, and from the lists of tickets for what is open now. */
export const deskFigures = (table: Table, cursors: Cursors): DeskFigures => ({
  cells: (period, cut) => {
    const asks = monthsOf(period).map((month) => ({ partition: deskCells(month, cut), within: daysOf(period, keyAttributes.sort) }))
    return upTo(table, asks, { most: mostCounted, read: readCell })
  },
  entries: (period, wanted) =>
    upTo(
      table,
      whats.map((what) => entriesOf(period, what, wanted)),
      { most: mostCounted, read: readEntry },
    ),
  page: ({ what, wanted, from, to }, page) =>
    paged({ table, cursors, sort: listSort }, { ...entriesOf({ from, to }, what, wanted), descending: true }, { page, read: readEntry }),
  open: (wanted) => readOpen(table, wanted),
  openPage: (wanted, page) => paged({ table, cursors, sort: listSort }, openOf(wanted), { page, read: readTicketRow }),
  tickets: async (ids) => {
    const items = await table.getMany([...new Set(ids)].map(ticketKey))
    return items.flatMap((item) => {
      if (!item) return []
      const { summary, state } = Seen.parse(item)
      return [{ summary, watchers: state.watchers }]
    })
  },
})
