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
export type Move = { readonly cause: Cause; readonly moved: MovedTicket }

const promises = ({ deadlines }: Ticket) => [deadlines?.first, deadlines?.next, deadlines?.resolution]

type Turned = { readonly before: Ticket; readonly after: Ticket }

const inForce = (deadlines: Deadlines | undefined): readonly Cause[] =>
  deadlines
    ? [
        { kind: 'service_policy', code: deadlines.policy, edition: deadlines.editions.policy },
        { kind: 'work_calendar', code: deadlines.calendar, edition: deadlines.editions.calendar },
      ]
    : []

const isOf = (cause: Cause, { before, after }: Turned): boolean =>
  [before, after].some(({ deadlines }) => inForce(deadlines).some(({ kind, code }) => kind === cause.kind && code === cause.code))

/**
 * Because of which editions a ticket moved: those that are in force for it now and were not, and the one that it was looked at for, if
 * that was ever any of its business. Two that are written one behind the other are both told, whoever's round comes first.
 */
const causesOf = (cause: Cause, turned: Turned): readonly Cause[] => {
  const stood = inForce(turned.before.deadlines)
  const news = inForce(turned.after.deadlines).filter((one) => !stood.some((old) => isDeepStrictEqual(old, one)))
  const isNamed = news.some((one) => isDeepStrictEqual(one, cause))
  return isNamed || !isOf(cause, turned) ? news : [...news, cause]
}

/** What is told of a ticket that was looked at again, once for each edition that moved it; nothing where nobody waits longer or shorter. */
export const movesBy = (cause: Cause, turned: Turned, at: Instant): readonly Move[] => {
  const { before, after } = turned
  if (isDeepStrictEqual(promises(before), promises(after))) return []
  const { id, number, assignee, team, region, watchers } = after
  const moved = {
    ticketId: id,
    number,
    at,
    ...(before.deadlines && { from: before.deadlines }),
    ...(after.deadlines && { to: after.deadlines }),
    ...(assignee !== undefined && { assignee }),
    ...(team !== undefined && { team }),
    ...(region !== undefined && { region }),
    watchers,
  }
  return causesOf(cause, turned).map((one) => ({ cause: one, moved: { ...moved, edition: one.edition } }))
}
