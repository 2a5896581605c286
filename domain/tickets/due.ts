import type { Instant } from '../kernel/instant.ts'
import { earliest } from '../kernel/later.ts'
import { noticeDueAt } from './notice.ts'
import { graceEnds } from './resolution.ts'
import { taskDueAt } from './tasks.ts'
import type { Ticket } from './ticket.ts'

/**
 * When time next does something to a ticket: somebody is told how late it is, or what is
 * asked for it, or that notice of its claim must be given, or it is closed for nobody wrote any more.
 */
export const dueAtOf = (ticket: Ticket): Instant | undefined =>
  earliest(
    ticket.deadlines?.nextStepAt,
    ticket.status === 'resolved' ? graceEnds(ticket.resolution.at) : undefined,
    taskDueAt(ticket),
    noticeDueAt(ticket),
  )
