import type { Actor } from '../../domain/kernel/actor.ts'
import { type RelatedTicket, relatedSeen } from '../../domain/tickets/glance.ts'
import type { TicketGlances } from '../../domain/tickets/ports.ts'
import type { Ticket } from '../../domain/tickets/ticket.ts'

/**
 * What has to do with a ticket, or with one that was merged into it: "a merge loses nobody and nothing". Two batch reads at most, one where
 * nothing was merged into it.
 */
export const relatedTickets = async (
  glances: TicketGlances,
  { id, absorbed, related = [] }: Ticket,
  actor: Actor,
): Promise<RelatedTicket[]> => {
  const merged = absorbed.length > 0 ? await glances(absorbed) : []
  const named = [
    ...related.map((one) => ({ of: id, one })),
    ...merged.flatMap((ticket) => (ticket?.related ?? []).map((one) => ({ of: ticket?.id ?? id, one }))),
  ].filter(({ one }) => one !== id && !absorbed.includes(one))
  const found = await glances(named.map(({ one }) => one))
  return named.flatMap(({ of }, i) => {
    const glance = found[i]
    return glance ? [relatedSeen({ of, glance }, actor)] : []
  })
}
