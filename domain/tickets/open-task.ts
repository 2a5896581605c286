import * as z from 'zod'
import { TicketNumber } from '../inbound/inbound-message.ts'
import { Code } from '../kernel/code.ts'
import { TicketId, UserId } from '../kernel/ids.ts'
import { Priority } from '../priorities/priority.ts'
import { Task } from './task.ts'
import type { Ticket } from './ticket.ts'

/** Something that is still to be done for a ticket, as a row of a list, with who works on the ticket and where. */
export const OpenTask = z.strictObject({
  ...Task.omit({ done: true }).shape,
  ticketId: TicketId,
  number: TicketNumber,
  priority: Priority,
  ticketOwner: UserId.optional(),
  ticketTeam: Code.optional(),
  ticketRegion: Code.optional(),
})
export type OpenTask = z.infer<typeof OpenTask>

/** "Nobody is asked for anything on a ticket that is closed." */
export const tasksToDo = ({ id, number, priority, status, tasks, assignee, team, region }: Ticket): readonly OpenTask[] => {
  if (status === 'closed') return []
  const place = {
    ...(assignee !== undefined && { ticketOwner: assignee }),
    ...(team !== undefined && { ticketTeam: team }),
    ...(region !== undefined && { ticketRegion: region }),
  }
  return tasks.flatMap(({ done, ...task }) => (done ? [] : [{ ...task, ticketId: id, number, priority, ...place }]))
}
