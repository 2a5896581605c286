import { SuggestionEvent } from '../../../domain/suggestions/events.ts'
import type { SuggestionStore } from '../../../domain/suggestions/ports.ts'
import { monthOf, rowOf } from '../../../domain/suggestions/row.ts'
import { Suggestion } from '../../../domain/suggestions/suggestion.ts'
import { recordStore } from '../records/record-store.ts'
import type { Item, Key, Table } from '../table/table.ts'
import { suggestionKey, suggestionOfKey, suggestionRowKey } from './keys.ts'

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
