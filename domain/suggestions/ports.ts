import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Loaded, Store } from '../kernel/store.ts'
import type { SuggestionEvent } from './events.ts'
import type { SuggestionRow } from './row.ts'
import type { Suggestion } from './suggestion.ts'

export type SuggestionStore = Store<Suggestion | undefined, SuggestionEvent>

export type SuggestionQueries = {
  /** The suggestions of a customer, the latest first. */
  readonly of: (customerId: string, page: PageRequest) => Promise<Result<Page<Loaded<Suggestion>>, BadCursor>>
  /** Every suggestion of these months, as figures count it. */
  readonly rows: (months: readonly string[]) => Promise<readonly SuggestionRow[]>
}
