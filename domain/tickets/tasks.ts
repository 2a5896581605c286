import type { Actor } from '../kernel/actor.ts'
import type { Context } from '../kernel/decider.ts'
import { UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { earliest } from '../kernel/later.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { TicketRefusal } from './commands.ts'
import type { TicketEvent } from './events.ts'
import type { KinCommand } from './kin-commands.ts'
import type { Task } from './task.ts'
import { mostTasks, type Ticket } from './ticket.ts'

type Decision = Result<readonly TicketEvent[], TicketRefusal>
type Of<Type extends KinCommand['type']> = Extract<KinCommand, { type: Type }>

/** "A task is for whoever it was given to, and for everybody of the department that was asked", by their role or by their team. */
export const isTaskOf = ({ department, assignee }: Pick<Task, 'department' | 'assignee'>, { id, roles, reach }: Actor): boolean =>
  assignee === id || roles.includes(department) || (reach.kind === 'team' && reach.team === department)

export const askTask = (ticket: Ticket, { id, task }: Of<'ask task'>, { now, actor }: Context): Decision => {
  if (ticket.tasks.some((one) => one.id === id)) return ok([])
  if (ticket.status === 'closed') return refuse({ code: 'ticket.closed' })
  if (ticket.tasks.length >= mostTasks) return refuse({ code: 'ticket.full', most: mostTasks })
  const { department, what, isRequired, assignee, dueAt } = task
  const asked: Task = {
    id,
    department,
    what,
    isRequired,
    ...(assignee !== undefined && { assignee: UserId.parse(assignee) }),
    ...(dueAt !== undefined && { dueAt: Instant.parse(dueAt) }),
    asked: { at: now, by: actor.id },
  }
  return ok([{ type: 'ticket.task_asked', task: asked }])
}

export const finishTask = (ticket: Ticket, { id, note }: Of<'finish task'>, { now, actor }: Context): Decision => {
  const task = ticket.tasks.find((one) => one.id === id)
  if (!task) return refuse({ code: 'task.not_found' })
  if (task.done) return ok([])
  const done = { at: now, by: actor.id, ...(note !== undefined && { note }) }
  return ok([{ type: 'ticket.task_done', task: id, done, askedBy: task.asked.by }])
}

/** "A ticket is not resolved over what others still have to do for it", unless somebody says that it is. */
export const openTasks = ({ tasks }: Pick<Ticket, 'tasks'>): readonly string[] =>
  tasks.flatMap(({ id, done, isRequired }) => (isRequired && !done ? [id] : []))

/** Tasks that have a time, are still to be done, and of which nobody was told yet that they are overdue. "Nothing is asked for a ticket that is closed." */
const awaited = ({ status, tasks }: Pick<Ticket, 'status' | 'tasks'>) =>
  status === 'closed'
    ? []
    : tasks.flatMap(({ dueAt, done, lateAt, ...task }) => (dueAt === undefined || done || lateAt !== undefined ? [] : [{ ...task, dueAt }]))

/** When the next of them is due. */
export const taskDueAt = (ticket: Pick<Ticket, 'status' | 'tasks'>): Instant | undefined =>
  earliest(...awaited(ticket).map(({ dueAt }) => dueAt))

/** "Who asked and who was asked hear once that it is not done." */
export const lateTasks = (ticket: Ticket, { now }: Context): readonly TicketEvent[] =>
  awaited(ticket)
    .filter(({ dueAt }) => dueAt <= now)
    .map(({ id, department, assignee, dueAt, asked }) => ({
      type: 'ticket.task_overdue',
      task: id,
      department,
      ...(assignee !== undefined && { assignee }),
      dueAt,
      askedBy: asked.by,
      at: now,
    }))
