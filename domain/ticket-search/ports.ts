import type { Actor } from '../kernel/actor.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { TicketSummary } from '../tickets/summary.ts'
import type { Ticket } from '../tickets/ticket.ts'
import type { TicketView } from '../tickets/views.ts'

/** What the index holds of a ticket. `leaving`: by which terms it is found no more, though they are still there. */
type Indexed = { readonly terms: readonly string[]; readonly revision: number; readonly leaving?: readonly string[] | undefined }

export type TicketIndex = {
  readonly load: (ticketId: string) => Promise<Indexed>
  /**
   * The terms and what is found by them, all of it or nothing; false when somebody else was first. What was there before goes with it, or
   * directly behind it where that is too much for one transaction: whoever comes next sees what is left of it, and goes on.
   */
  readonly save: (
    ticket: Pick<Ticket, 'id' | 'openedAt'>,
    change: { readonly seen: Indexed; readonly terms: readonly string[] },
  ) => Promise<boolean>
}

/** All of the terms, and what narrows that. */
export type Sought = { readonly terms: readonly string[]; readonly narrowed: Partial<TicketView> }

/**
 * Tickets in which every term stands, or begins a word: those that are wanted and that the reader reaches, the last opened first where a
 * whole word is sought. A page may be short of them where many are passed over, and goes on all the same.
 */
export type TicketSearch = (sought: Sought, page: PageRequest, actor: Actor) => Promise<Result<Page<TicketSummary>, BadCursor>>
