import * as z from 'zod'
import { type Counted, Facets } from '../../domain/desk-figures/counted.ts'
import type { DeskFigures } from '../../domain/desk-figures/ports.ts'
import { TicketNumber } from '../../domain/inbound/inbound-message.ts'
import type { Actor } from '../../domain/kernel/actor.ts'
import { TicketId } from '../../domain/kernel/ids.ts'
import { Instant } from '../../domain/kernel/instant.ts'
import { reachesTicket } from '../../domain/tickets/reach.ts'
import { TicketSummary } from '../../domain/tickets/summary.ts'

/** One ticket behind a figure: under what it counts, and as it is now where the reader reaches it. */
export const Behind = z.strictObject({
  ticketId: TicketId,
  number: TicketNumber,
  at: Instant.describe('When it was what is counted; of the backlog, when it was opened'),
  ...Facets.partial().omit({ day: true }).shape,
  spent: z.int().optional().describe('Milliseconds of working time'),
  kept: z.boolean().optional().describe('Whether that was what was promised'),
  ticket: TicketSummary.optional(),
})
type Behind = z.infer<typeof Behind>

/** The entries of a figure with their tickets, in one batch read. */
export const behindEntries = async (figures: DeskFigures, entries: readonly Counted[], actor: Actor): Promise<readonly Behind[]> => {
  const seen = await figures.tickets(entries.map(({ ticketId }) => ticketId))
  const reached = seen.filter(({ summary: { owner, team, region }, watchers }) =>
    reachesTicket(actor, { assignee: owner, team, region, watchers: [...watchers] }),
  )
  const byId = new Map(reached.map(({ summary }) => [summary.id, summary]))
  return entries.map(({ id: _id, what: _what, day: _day, ...entry }) => {
    const ticket = byId.get(entry.ticketId)
    return { ...entry, ...(ticket && { ticket }) }
  })
}

/** Open tickets as what is behind the backlog. Whoever leads a team may see that one is there, and need not reach it. */
export const behindBacklog = (tickets: readonly TicketSummary[], actor: Actor): readonly Behind[] =>
  tickets.map((ticket) => {
    const { id, number, openedAt, owner, team, region, kind, channel } = ticket
    const isReached = reachesTicket(actor, { assignee: owner, team, region, watchers: [] })
    return {
      ticketId: id,
      number,
      at: openedAt,
      ...(team !== undefined && { team }),
      ...(region !== undefined && { region }),
      ...(owner !== undefined && { agent: owner }),
      kind,
      ...(channel !== undefined && { channel }),
      ...(isReached && { ticket }),
    }
  })
