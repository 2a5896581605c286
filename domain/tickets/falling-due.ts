import type { Context } from '../kernel/decider.ts'
import { ok, type Result } from '../kernel/result.ts'
import { closeQuiet } from './ending.ts'
import type { TicketEvent } from './events.ts'
import { nearNotice } from './notice.ts'
import { lateTasks } from './tasks.ts'
import type { Ticket } from './ticket.ts'

/** What was asked by a time that is over, and notice that must be given. */
export const overtaken = (ticket: Ticket, context: Context): readonly TicketEvent[] => [
  ...lateTasks(ticket, context),
  ...nearNotice(ticket, context),
]

/** What time has done to a ticket by now, apart from its deadlines: nothing, where the clock came too early or twice. */
export const fallDue = (ticket: Ticket, context: Context): Result<readonly TicketEvent[], never> =>
  ok([...overtaken(ticket, context), ...closeQuiet(ticket, context)])
