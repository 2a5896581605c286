import * as z from 'zod'
import { ok } from '../../../domain/kernel/result.ts'
import type { Loaded } from '../../../domain/kernel/store.ts'
import { SuggestionEvent } from '../../../domain/suggestions/events.ts'
import { mostSuggestions, type SuggestionQueries, type SuggestionStore } from '../../../domain/suggestions/ports.ts'
import { monthOf, rowOf, SuggestionRow } from '../../../domain/suggestions/row.ts'
import { Suggestion } from '../../../domain/suggestions/suggestion.ts'
import { recordStore } from '../records/record-store.ts'
import type { Cursors } from '../table/cursor.ts'
import { paged } from '../table/paged.ts'
import type { Item, Key, Table } from '../table/table.ts'
import { upTo } from '../table/up-to.ts'
import { suggestionKey, suggestionOfKey, suggestionRowKey, suggestionsIn, suggestionsOf } from './keys.ts'

/** One row a customer's list, which never changes, and one for the figures of the month, which says where it stands. */
const links = (suggestion: Suggestion | undefined): readonly (Key & Item)[] => {
  if (!suggestion) return []
  const { id, customerId, receivedAt } = suggestion
  return [
    { ...suggestionOfKey(customerId, receivedAt, id), entity: 'suggestion_of', suggestionId: id },
    { ...suggestionRowKey(monthOf(suggestion), id), entity: 'suggestion_row', row: rowOf(suggestion) },
  ]
}

export const suggestionStore = (table: Table): SuggestionStore =>
  recordStore(table, {
    kind: 'suggestion',
    schema: Suggestion,
    events: SuggestionEvent,
    key: suggestionKey,
    links,
    about: (_, { customerId }) => [customerId],
  })

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

export const suggestionQueries = (table: Table, cursors: Cursors): SuggestionQueries => ({
  of: async (customerId, page) => {
    const read = (item: Item): string => Link.parse(item).suggestionId
    const found = await paged({ table, cursors }, { partition: suggestionsOf(customerId), descending: true }, { page, read })
    return found.ok ? ok({ items: await byId(table, found.value.items), next: found.value.next }) : found
  },
  rows: (months) => {
    const asks = months.map((month) => ({ partition: suggestionsIn(month) }))
    return upTo(table, asks, { most: mostSuggestions, read: (item) => Row.parse(item).row })
  },
})
