import * as z from 'zod'
import { UserId } from '../../domain/kernel/ids.ts'
import { Instant } from '../../domain/kernel/instant.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { paragraph } from '../../domain/kernel/text.ts'
import type { KinCommand } from '../../domain/tickets/kin-commands.ts'
import { Department, Task } from '../../domain/tickets/task.ts'
import { changeTicket } from '../desk/change-ticket.ts'
import type { Refused } from '../runtime/problem.ts'
import { noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'
import { onChange, type TicketPorts, ticketIn } from './ticket-change.ts'

/** Answers with the task alone: whoever is asked for help need not see the ticket. */
const tasked = async (
  ports: TicketPorts,
  command: Extract<KinCommand, { type: 'ask task' | 'finish task' }>,
  request: Asked,
): Promise<Result<Task, Refused>> => {
  const { context, ifMatch } = request
  const done = await changeTicket(ports, { id: ticketIn(request), command: () => command, context, ifMatch })
  if (!done.ok) return done
  const task = done.value.state.tasks.find(({ id }) => id === command.id)
  return task ? ok(task) : refuse({ code: 'task.not_found' })
}

export const ticketTaskRoutes: Routes<TicketPorts> = {
  'POST /v1/tickets/{ticketId}/tasks': route({
    summary: 'Ask another department to do something for a ticket, which is not resolved before unless somebody says so',
    permission: 'tickets:write',
    query: noQuery,
    body: z.strictObject({
      department: Department,
      assignee: UserId.optional(),
      what: paragraph(1000).meta({ class: 'internal' }),
      dueAt: Instant.optional(),
      isRequired: z.boolean().default(true),
    }),
    answer: Task,
    status: 201,
    example: { department: 'customs', what: '请提供报关单号与放行时间', dueAt: '2036-12-03T02:00:00.000Z' },
    refusals: [...onChange, 'ticket.closed', 'ticket.full', 'task.not_found'],
    run: async (ports: TicketPorts, request) => {
      // The same request makes the same task.
      const id = (await request.newId('ticketMessage')).replace(/^[a-z]+_/, 'task_')
      return tasked(ports, { type: 'ask task', id, task: request.body }, request)
    },
  }),

  'POST /v1/tickets/{ticketId}/tasks/{taskId}/done': route({
    summary: 'Say that a task is done, and what came of it; for whoever was asked, and their department',
    permission: 'tickets:help',
    query: noQuery,
    body: z.strictObject({ note: paragraph(1000).meta({ class: 'internal' }).optional() }),
    answer: Task,
    status: 200,
    example: { note: '已放行,单号 2237-2036' },
    refusals: [...onChange, 'task.not_found'],
    run: (ports: TicketPorts, request) =>
      tasked(ports, { type: 'finish task', id: idIn(request, 'taskId'), note: request.body.note }, request),
  }),
}
