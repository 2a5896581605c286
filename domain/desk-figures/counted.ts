import * as z from 'zod'
import { TicketChannel, TicketNumber } from '../inbound/inbound-message.ts'
import { Code } from '../kernel/code.ts'
import { TicketId, UserId } from '../kernel/ids.ts'
import { Instant, PlainDate } from '../kernel/instant.ts'

/** What is counted of tickets. Each happens at a moment, and none of them is taken back by what comes later. */
export const whats = [
  'opened',
  /** The first thing that a person of ours told the customer. */
  'first_response',
  'resolved',
  /** What had been resolved came back. */
  'reopened',
  'spam',
  'merged',
  /** What was put away as spam or merged came back. */
  'restored',
  /** A deadline that passed, each once. */
  'breached_first',
  'breached_next',
  'breached_resolution',
] as const
export const What = z.enum(whats)
export type What = z.infer<typeof What>

/** Under what something is counted. `agent`: whose ticket it was then; where it was nobody's, the person who did it. */
export const Facets = z.strictObject({
  /** The day where the firm is. */
  day: PlainDate,
  team: Code.optional(),
  region: Code.optional(),
  agent: UserId.optional(),
  kind: Code,
  /** Of a solution, and of what came back of it: why it had come about. */
  cause: Code.optional(),
  channel: TicketChannel,
})
export type Facets = z.infer<typeof Facets>

/** One thing that is counted, once and for good. */
export const Counted = z.strictObject({
  /** Within its ticket: the event that it follows from, and what it is. */
  id: z.string(),
  ticketId: TicketId,
  number: TicketNumber,
  what: What,
  at: Instant,
  ...Facets.shape,
  /** Of a first response and of a solution: how much working time it took, in milliseconds, as the deadlines count it. */
  spent: z.int().min(0).optional(),
  /** Whether that was what was promised; undefined where nothing was. */
  kept: z.boolean().optional(),
})
export type Counted = z.infer<typeof Counted>
