import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Loaded, Store } from '../kernel/store.ts'
import type { TicketStore } from '../tickets/ports.ts'
import type { ServicePolicyEvent, WorkCalendarEvent } from './events.ts'
import type { Cause, Move, MovedTicket } from './moves.ts'
import type { ServiceBook, ServicePolicy } from './policy.ts'
import type { HolidaySource, PublicDays, WorkCalendar } from './work-calendar.ts'

/** The public holidays of some years; undefined for a place that nobody knows. */
export type PublicDaysOf = (source: HolidaySource, years: readonly number[]) => Promise<PublicDays | undefined>

/** Keeps every edition. What ships stands at version 0 until the firm writes an edition of its own. */
export type WorkCalendarStore = Store<WorkCalendar | undefined, WorkCalendarEvent>
export type ServicePolicyStore = Store<ServicePolicy | undefined, ServicePolicyEvent>

/** The latest edition of each, those that ship among them, in the order of their codes. */
export type AllWorkCalendars = () => Promise<readonly Loaded<WorkCalendar>[]>
export type AllServicePolicies = () => Promise<readonly Loaded<ServicePolicy>[]>

/** An edition of the past. */
export type ReadWorkCalendar = (ref: { readonly code: string; readonly edition: number }) => Promise<WorkCalendar | undefined>
export type ReadServicePolicy = (ref: { readonly code: string; readonly edition: number }) => Promise<ServicePolicy | undefined>

/** Everything that deadlines are worked out by, as it is now, or as it was at a moment. */
export type ReadServiceBook = (asOf?: string) => Promise<ServiceBook>

/** The ids of tickets that somebody has to do something about, a page at a time; `after` is where the next page begins. */
export type LiveTickets = (after: string | undefined) => Promise<{ readonly ids: readonly string[]; readonly after: string | undefined }>

/** A store of tickets that keeps who moved, and why, in the very transaction in which they do. */
export type Recording = (moves: readonly Move[]) => TicketStore
/** Those that an edition of it has moved, the latest edition first. */
export type MovesOf = (of: Pick<Cause, 'kind' | 'code'>, page: PageRequest) => Promise<Result<Page<MovedTicket>, BadCursor>>
