import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { TicketNumber } from '../inbound/inbound-message.ts'
import { Code } from '../kernel/code.ts'
import { TicketId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { Deadlines } from '../tickets/deadlines.ts'
import type { Ticket } from '../tickets/ticket.ts'

/** The edition of a calendar or of a policy because of which tickets are looked at again. */
export const Cause = z.strictObject({ kind: z.enum(['work_calendar', 'service_policy']), code: Code, edition: z.int().min(1) })
export type Cause = z.infer<typeof Cause>

/** A ticket whose deadlines are others since an edition was written, and how they were and are. */
export const MovedTicket = z.strictObject({
  ticketId: TicketId,
  number: TicketNumber,
  edition: z.int().min(1),
  at: Instant,
  from: Deadlines.optional(),
  to: Deadlines.optional(),
  assignee: UserId.optional(),
  team: Code.optional(),
  region: Code.optional(),
  watchers: z.array(UserId),
})
export type MovedTicket = z.infer<typeof MovedTicket>

const promises = ({ deadlines }: Ticket) => [deadlines?.first, deadlines?.next, deadlines?.resolution]

type Turned = { readonly before: Ticket; readonly after: Ticket }

/** What is told of a ticket that was looked at again; undefined where nobody waits longer or shorter than before. */
export const movedBy = ({ edition }: Pick<Cause, 'edition'>, { before, after }: Turned, at: Instant): MovedTicket | undefined => {
  if (isDeepStrictEqual(promises(before), promises(after))) return undefined
  const { id, number, assignee, team, region, watchers } = after
  return {
    ticketId: id,
    number,
    edition,
    at,
    ...(before.deadlines && { from: before.deadlines }),
    ...(after.deadlines && { to: after.deadlines }),
    ...(assignee !== undefined && { assignee }),
    ...(team !== undefined && { team }),
    ...(region !== undefined && { region }),
    watchers,
  }
}
