import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Loaded, Store } from '../kernel/store.ts'
import type { SuggestionEvent } from './events.ts'
import type { SuggestionRow } from './row.ts'
import type { Suggestion, SuggestionState } from './suggestion.ts'

export type SuggestionStore = Store<Suggestion | undefined, SuggestionEvent>

export type WantedSuggestions = {
  readonly months: readonly string[]
  readonly state?: SuggestionState | undefined
  /** A value of the list `theme`, or a free word: counted as figures do, once a person has said so. */
  readonly theme?: string | undefined
  readonly tag?: string | undefined
  /** What else the reader narrows it to, so that a cursor is bound to that as well. */
  readonly words?: string | undefined
}

export type SuggestionQueries = {
  /** The suggestions of a customer, the latest first. */
  readonly of: (customerId: string, page: PageRequest) => Promise<Result<Page<Loaded<Suggestion>>, BadCursor>>
  /** Those of these months, the latest month first, as far as they are wanted. */
  readonly inMonths: (wanted: WantedSuggestions, page: PageRequest) => Promise<Result<Page<Loaded<Suggestion>>, BadCursor>>
  /** Every suggestion of these months, as figures count it; undefined where there are more than `mostSuggestions`. */
  readonly rows: (months: readonly string[]) => Promise<readonly SuggestionRow[] | undefined>
}

/** So many are read for one question at most. A firm is told so, and asks for fewer months. */
export const mostSuggestions = 20_000
