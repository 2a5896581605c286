import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { CustomerId, TicketId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { Lane } from '../kernel/lane.ts'
import { Language } from '../kernel/language.ts'
import { Priority } from '../priorities/priority.ts'
import { laneOf } from '../ticket-kinds/lane.ts'
import type { Ticket } from '../tickets/ticket.ts'

/** A ticket as it stands in the queue of its team: what decides on its turn, and who can take it. */
export const Waiting = z.strictObject({
  ticketId: TicketId,
  team: Code.optional(),
  priority: Priority,
  openedAt: Instant,
  kind: Code,
  language: Language.optional(),
  lane: Lane.optional(),
  customerId: CustomerId.optional(),
})
export type Waiting = z.infer<typeof Waiting>

/** In these it is our turn. What waits for the customer, for a carrier or for better times is in nobody's way. */
const ours: readonly string[] = ['new', 'open', 'reopened']

/** "What somebody has in hand is what waits for them": a ticket that waits for others does not count. */
export const isInHand = ({ status, assignee }: Pick<Ticket, 'status' | 'assignee'>): boolean =>
  assignee !== undefined && ours.includes(status)

/** Whether it waits for somebody to take it. */
export const isWaiting = ({ status, assignee }: Pick<Ticket, 'status' | 'assignee'>): boolean =>
  assignee === undefined && ours.includes(status)

/** Its place in the queue, undefined where it waits for nobody of ours. */
export const waitingOf = (ticket: Ticket): Waiting | undefined => {
  if (!isWaiting(ticket)) return undefined
  const { id, team, priority, openedAt, kind, language, customerId } = ticket
  const lane = laneOf(ticket.form)
  return {
    ticketId: id,
    ...(team !== undefined && { team }),
    priority,
    openedAt,
    kind,
    ...(language !== undefined && { language }),
    ...(lane && { lane }),
    ...(customerId !== undefined && { customerId }),
  }
}

/** "The most urgent first, and of those alike the one that was opened first": sorts as text. */
export const turnOf = ({ priority, openedAt, ticketId }: Pick<Waiting, 'priority' | 'openedAt' | 'ticketId'>): string =>
  `${priority}#${openedAt}#${ticketId}`
