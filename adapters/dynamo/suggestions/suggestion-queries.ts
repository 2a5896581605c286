import * as z from 'zod'
import { ok } from '../../../domain/kernel/result.ts'
import type { Loaded } from '../../../domain/kernel/store.ts'
import { mostSuggestions, type SuggestionQueries, type WantedSuggestions } from '../../../domain/suggestions/ports.ts'
import { SuggestionRow } from '../../../domain/suggestions/row.ts'
import { Suggestion } from '../../../domain/suggestions/suggestion.ts'
import type { Cursors } from '../table/cursor.ts'
import { paged, type Query } from '../table/paged.ts'
import type { Item, Table } from '../table/table.ts'
import { upTo } from '../table/up-to.ts'
import { suggestionKey, suggestionsIn, suggestionsOf } from './keys.ts'

const Link = z.looseObject({ suggestionId: z.string() })
const Row = z.looseObject({ row: SuggestionRow })
const Stored = z.looseObject({ version: z.int(), state: Suggestion })

const byId = async (table: Table, ids: readonly string[]): Promise<readonly Loaded<Suggestion>[]> => {
  const items = await table.getMany(ids.map(suggestionKey))
  return items.flatMap((item) => {
    if (!item) return []
    const { version, state } = Stored.parse(item)
    return [{ version, state }]
  })
}

/** What the table itself tells of a row of a month. */
const filterFor = ({ state, theme, tag }: WantedSuggestions): Pick<Query, 'filter'> => {
  const sorted = '#row.#sorted = :sorted'
  const parts = [
    ...(state === undefined ? [] : [{ said: '#row.#state = :state', name: 'state', value: state }]),
    ...(theme === undefined ? [] : [{ said: `${sorted} AND contains(#row.#themes, :themes)`, name: 'themes', value: theme }]),
    ...(tag === undefined ? [] : [{ said: `${sorted} AND contains(#row.#tags, :tags)`, name: 'tags', value: tag }]),
  ]
  if (parts.length === 0) return {}
  const isSorted = theme !== undefined || tag !== undefined
  return {
    filter: {
      expression: parts.map(({ said }) => said).join(' AND '),
      names: {
        '#row': 'row',
        ...Object.fromEntries(parts.map(({ name }) => [`#${name}`, name])),
        ...(isSorted && { '#sorted': 'sorted' }),
      },
      values: { ...Object.fromEntries(parts.map(({ name, value }) => [`:${name}`, value])), ...(isSorted && { ':sorted': true }) },
    },
  }
}

export const suggestionQueries = (table: Table, cursors: Cursors): SuggestionQueries => ({
  of: async (customerId, page) => {
    const read = (item: Item): string => Link.parse(item).suggestionId
    const found = await paged({ table, cursors }, { partition: suggestionsOf(customerId), descending: true }, { page, read })
    return found.ok ? ok({ items: await byId(table, found.value.items), next: found.value.next }) : found
  },
  inMonths: async (wanted, page) => {
    const { months, words } = wanted
    const bound: Cursors = {
      seal: (after, to) => cursors.seal(after, { ...to, words }),
      open: (cursor, to) => cursors.open(cursor, { ...to, words }),
    }
    const queries = months.toReversed().map((month) => ({ partition: suggestionsIn(month), descending: true, ...filterFor(wanted) }))
    const found = await paged({ table, cursors: bound }, queries, { page, read: (item) => Row.parse(item).row.id })
    return found.ok ? ok({ items: await byId(table, found.value.items), next: found.value.next }) : found
  },
  rows: (months) => {
    const asks = months.map((month) => ({ partition: suggestionsIn(month) }))
    return upTo(table, asks, { most: mostSuggestions, read: (item) => Row.parse(item).row })
  },
})
