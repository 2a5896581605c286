import type * as z from 'zod'
import { reachesTicket } from './reach.ts'
import { TicketSummary } from './summary.ts'
import { TicketMembers } from './ticket.ts'

/** What a ticket is to another: what it is about, as far as a list shows it, who reaches it, and what has to do with it. */
export const TicketGlance = TicketMembers.pick({
  id: true,
  number: true,
  kind: true,
  subject: true,
  priority: true,
  assignee: true,
  team: true,
  region: true,
  watchers: true,
  mergedInto: true,
  related: true,
}).extend({ status: TicketSummary.shape.status })
export type TicketGlance = z.infer<typeof TicketGlance>

/** Of a ticket that somebody does not reach they are told its number alone. */
export const RelatedTicket = TicketGlance.pick({ id: true, number: true })
  .extend(TicketGlance.pick({ status: true, kind: true, subject: true, priority: true }).partial().shape)
  .extend({
    /** In which ticket it went on, if it was merged. */
    mergedInto: TicketGlance.shape.mergedInto,
    /** Which ticket names it: this one, or one that was merged into it. */
    of: TicketGlance.shape.id,
  })
export type RelatedTicket = z.infer<typeof RelatedTicket>

type Named = { readonly of: RelatedTicket['of']; readonly glance: TicketGlance }

/** A related ticket as somebody may see it. */
export const relatedSeen = ({ of, glance }: Named, actor: Parameters<typeof reachesTicket>[0]): RelatedTicket => {
  const { id, number, status, kind, subject, priority, mergedInto } = glance
  if (!reachesTicket(actor, glance)) return { id, number, of }
  return { id, number, status, kind, subject, priority, ...(mergedInto !== undefined && { mergedInto }), of }
}
