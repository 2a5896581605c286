import type { Instant } from '../kernel/instant.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { TicketSummary } from '../tickets/summary.ts'
import type { Cell, Cut, Grouping } from './cells.ts'
import type { Counted, What } from './counted.ts'
import type { BookAt, Happening } from './ledger.ts'
import type { Period } from './period.ts'

/** What is wanted, by its facets; the empty word wants those that have none. */
export type Wanted = Readonly<Partial<Record<Exclude<Grouping, 'day'>, string | undefined>>>

export type CountedStore = {
  /** The entries of a ticket that are kept, by their ids. */
  readonly known: (ticketId: string) => Promise<ReadonlySet<string>>
  /** Keeps entries and counts them in their cells, all of them or none. False when one of them is kept already. */
  readonly keep: (entries: readonly Counted[]) => Promise<boolean>
}

/** Everything that has happened to a ticket, in the order in which it was kept. */
export type HistoryOf = (ticketId: string) => Promise<readonly Happening[]>

/** The service book as it was at each of these moments. */
export type BooksAt = (moments: readonly Instant[]) => Promise<BookAt>

/** So many entries or cells are read for one question at most. */
export const mostCounted = 50_000
/** So many open tickets are looked at for one question. */
export const mostOpen = 10_000

export type DeskFigures = {
  /** How it is counted in one cut; undefined where there are more than `mostCounted`. */
  readonly cells: (period: Period, cut: Cut) => Promise<readonly Cell[] | undefined>
  /** Every entry that is wanted; undefined where there are more than `mostCounted`. */
  readonly entries: (period: Period, wanted: Wanted) => Promise<readonly Counted[] | undefined>
  /** The entries behind one figure, the last first. */
  readonly page: (
    asked: Period & { readonly what: What; readonly wanted: Wanted },
    page: PageRequest,
  ) => Promise<Result<Page<Counted>, BadCursor>>
  /** What is open now: the nearest deadline first, up to `mostOpen`. */
  readonly open: (wanted: Wanted) => Promise<{ readonly tickets: readonly TicketSummary[]; readonly more: boolean }>
  readonly openPage: (wanted: Wanted, page: PageRequest) => Promise<Result<Page<TicketSummary>, BadCursor>>
  /** Tickets as they are now, those of them that the reader reaches. */
  readonly tickets: (ids: readonly string[]) => Promise<readonly Seen[]>
}

/** A ticket as a row, with those who keep an eye on it. */
type Seen = { readonly summary: TicketSummary; readonly watchers: readonly string[] }
