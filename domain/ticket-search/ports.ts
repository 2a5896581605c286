import type { Actor } from '../kernel/actor.ts'
import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { TicketSummary } from '../tickets/summary.ts'
import type { Ticket } from '../tickets/ticket.ts'

/** What the index holds of a ticket. */
type Indexed = { readonly terms: readonly string[]; readonly revision: number }

export type TicketIndex = {
  readonly load: (ticketId: string) => Promise<Indexed>
  /** All of it or nothing; false when somebody else was first. */
  readonly save: (
    ticket: Pick<Ticket, 'id' | 'openedAt'>,
    change: { readonly seen: Indexed; readonly terms: readonly string[] },
  ) => Promise<boolean>
}

/** Tickets in which every term stands, or begins a word: those that the reader reaches, the last opened first where a whole word is sought. */
export type TicketSearch = (terms: readonly string[], page: PageRequest, actor: Actor) => Promise<Result<Page<TicketSummary>, BadCursor>>
