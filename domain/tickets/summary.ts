import * as z from 'zod'
import { TicketChannel, TicketNumber } from '../inbound/inbound-message.ts'
import { Code } from '../kernel/code.ts'
import { CustomerId, TicketId, UserId } from '../kernel/ids.ts'
import { Instant, PlainDate } from '../kernel/instant.ts'
import { line } from '../kernel/text.ts'
import { Priority } from '../priorities/priority.ts'
import { TicketStatus } from './moves.ts'
import { noticeBy } from './notice.ts'
import type { Ticket } from './ticket.ts'
import { stageOf, stages } from './views.ts'

/** A ticket as a row of a list. */
export const TicketSummary = z.strictObject({
  id: TicketId,
  number: TicketNumber,
  status: TicketStatus,
  kind: Code,
  /** By which door it came. */
  channel: TicketChannel.optional(),
  subject: line(200).meta({ class: 'internal' }),
  priority: Priority,
  customerId: CustomerId.optional(),
  tier: Code.optional(),
  owner: UserId.optional(),
  team: Code.optional(),
  region: Code.optional(),
  openedAt: Instant,
  changedAt: Instant,
  /** When the next of its deadlines is due. */
  dueAt: Instant.optional(),
  /** Of a claim: the last day for giving notice, while that matters. */
  noticeBy: PlainDate.optional(),
  /** What keeps it from being worked on. */
  stage: z.enum(stages).optional(),
})
export type TicketSummary = z.infer<typeof TicketSummary>

/** The next deadline that nobody has met. */
export const nextDue = ({ deadlines }: Ticket): Instant | undefined =>
  [deadlines?.first, deadlines?.next, deadlines?.resolution]
    .flatMap((deadline) => (deadline?.due !== undefined && deadline.metAt === undefined ? [deadline.due] : []))
    .sort()[0]

export const summaryOf = (ticket: Ticket): TicketSummary => {
  const { id, number, status, kind, channel, subject, priority, customerId, tier, assignee, team, region, openedAt, changedAt } = ticket
  const [dueAt, stage, notice] = [nextDue(ticket), stageOf(ticket), noticeBy(ticket)]
  return {
    id,
    number,
    status,
    kind,
    channel,
    subject,
    priority,
    ...(customerId !== undefined && { customerId }),
    ...(tier !== undefined && { tier }),
    ...(assignee !== undefined && { owner: assignee }),
    ...(team !== undefined && { team }),
    ...(region !== undefined && { region }),
    openedAt,
    changedAt,
    ...(dueAt !== undefined && { dueAt }),
    ...(notice !== undefined && { noticeBy: notice }),
    ...(stage !== undefined && { stage }),
  }
}
