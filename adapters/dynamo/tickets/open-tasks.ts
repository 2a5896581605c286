import * as z from 'zod'
import { OpenTask, tasksToDo } from '../../../domain/tickets/open-task.ts'
import type { TaskList } from '../../../domain/tickets/ports.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import type { Cursors } from '../table/cursor.ts'
import { listSort } from '../table/indexes.ts'
import { paged, type Query } from '../table/paged.ts'
import type { Item, Key, Table } from '../table/table.ts'
import { taskListPartition, ticketTaskKey } from './keys.ts'

// Behind every moment that there is: what has no deadline comes last.
const noDeadline = '9999'

/** A row for each task that is still to be done, found by who was asked and by their department. */
export const taskRows = (ticket: Ticket | undefined): readonly (Key & Item)[] =>
  ticket
    ? tasksToDo(ticket).map((task) => ({
        ...ticketTaskKey(ticket.id, task.id),
        entity: 'ticket-task',
        byTeam: taskListPartition('department', task.department),
        ...(task.assignee !== undefined && { byOwner: taskListPartition('owner', task.assignee) }),
        [listSort]: `${task.dueAt ?? noDeadline}#${ticket.id}#${task.id}`,
        summary: task,
      }))
    : []

const Row = z.looseObject({ summary: OpenTask })
const read = (item: Item): OpenTask => Row.parse(item).summary

/** Tasks that are still to be done: of somebody, and then of departments what is not theirs. */
export const openTasks =
  (table: Table, cursors: Cursors): TaskList =>
  ({ assignee, departments, wanted }, page) => {
    const theirs = (item: Item) => wanted(read(item))
    const others = (item: Item) => theirs(item) && (assignee === undefined || read(item).assignee !== assignee)
    const lists: readonly Query[] = [
      ...(assignee === undefined ? [] : [{ index: 'byOwner', partition: taskListPartition('owner', assignee), keep: theirs } as const]),
      ...departments.map((name) => ({ index: 'byTeam', partition: taskListPartition('department', name), keep: others }) as const),
    ]
    return paged({ table, cursors, sort: listSort }, lists, { page, read })
  }
