import * as z from 'zod'
import { type Actor, reaches } from '../../domain/kernel/actor.ts'
import { UserId } from '../../domain/kernel/ids.ts'
import { ok } from '../../domain/kernel/result.ts'
import { OpenTask } from '../../domain/tickets/open-task.ts'
import type { TaskList } from '../../domain/tickets/ports.ts'
import { Department } from '../../domain/tickets/task.ts'
import { isTaskOf } from '../../domain/tickets/tasks.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import { noBody, type Routes, route } from '../runtime/route.ts'

export type DeskTaskPorts = { readonly tasks: TaskList }

/** "What is asked is for whoever is to do it, and for those who work on the ticket." */
const sees = (actor: Actor, task: OpenTask): boolean =>
  isTaskOf(task, actor) || reaches(actor, { owner: task.ticketOwner, team: task.ticketTeam, region: task.ticketRegion })

const departmentsOf = (actor: Actor): readonly Department[] =>
  Department.options.filter((department) => isTaskOf({ department, assignee: undefined }, actor))

type Query = { readonly department?: Department | undefined; readonly assignee?: string | undefined }

/** Which lists are looked through: what was asked for, or else what is asked of the reader and of their departments. */
const listsFor = ({ department, assignee }: Query, actor: Actor) => {
  if (assignee !== undefined) return { assignee, departments: [] }
  if (department !== undefined) return { departments: [department] }
  return { assignee: actor.id, departments: departmentsOf(actor) }
}

export const deskTaskRoutes: Routes<DeskTaskPorts> = {
  'GET /v1/desk/tasks': route({
    summary: 'List what is still to be done for tickets, of a department, of somebody, or asked of you, by its deadline',
    permission: 'tickets:read',
    query: z.strictObject({ department: Department.optional(), assignee: UserId.optional(), ...pageQuery }),
    body: noBody,
    answer: pageOf(OpenTask),
    status: 200,
    refusals: ['request.invalid', 'request.cursor_invalid'],
    run: async ({ tasks }: DeskTaskPorts, { query, context: { actor } }) => {
      const { limit, cursor, ...asked } = query
      const lists = listsFor(asked, actor)
      const wanted = (task: OpenTask) => sees(actor, task) && (asked.department === undefined || task.department === asked.department)
      const found = await tasks({ ...lists, wanted }, pageRequest({ limit, cursor }, actor))
      return found.ok ? ok(found.value) : found
    },
  }),
}
