import type { Instant } from '../kernel/instant.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Store } from '../kernel/store.ts'
import type { TicketView } from '../tickets/views.ts'
import type { SortingBook } from './book.ts'
import type { PastTicket } from './dry-run.ts'
import type { SortingRuleEvent } from './events.ts'
import type { SortingFacts } from './facts.ts'
import type { SortingRule } from './rule.ts'
import type { Sorted } from './sorted.ts'

/**
 * Sorts by the rules and the priority table as they stand: a ticket before it opens (`on: 'opened'`), or anew when a message came
 * to it (`on: 'message'`, with how it stands in `given`), which raises its priority and adds tags and does nothing else. The working
 * hours that rules ask for are looked up by whoever sorts.
 */
export type Sorter = (facts: Omit<SortingFacts, 'hours'>) => Promise<Sorted>

/** Every rule and the priority table as they are now: a rule that was put a moment ago sorts the next ticket. */
export type ReadSortingBook = () => Promise<SortingBook>

export type SortingRuleStore = Store<SortingRule | undefined, SortingRuleEvent>

/** A page of a view of the desk, each ticket as it opened: what a dry run goes over. */
export type PastTickets = (view: TicketView, page: PageRequest) => Promise<Result<Page<PastTicket>, BadCursor>>

/** Whether a moment lies within the working time of a calendar; undefined where there is no such calendar. */
export type HoursAt = (calendar: string, at: Instant) => Promise<'inside' | 'outside' | undefined>
