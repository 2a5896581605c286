import * as z from 'zod'
import { ok, type Result } from '../../domain/kernel/result.ts'
import type { ReadLists } from '../../domain/lists/ports.ts'
import { priorityTable } from '../../domain/priorities/decide.ts'
import { type PriorityTableStore, tableId } from '../../domain/priorities/ports.ts'
import { PriorityTable, shippedTable } from '../../domain/priorities/table.ts'
import { execute } from '../runtime/execute.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Request, type Routes, route } from '../runtime/route.ts'

export type PriorityTablePorts = { readonly table: PriorityTableStore; readonly lists: ReadLists }

/** Version 0 is the table that comes with the program. */
const TableAnswer = PriorityTable.extend({ version: z.int() })
type TableAnswer = z.infer<typeof TableAnswer>

const put = async (
  ports: PriorityTablePorts,
  { body, context, ifMatch }: Request<unknown, PriorityTable>,
): Promise<Result<TableAnswer, Refused>> => {
  const command = { type: 'put', table: body, lists: await ports.lists() } as const
  const done = await execute(priorityTable, ports.table, { id: tableId, command, context, ifMatch })
  return done.ok ? ok({ ...(done.value.state ?? shippedTable), version: done.value.version }) : done
}

export const priorityTableRoutes: Routes<PriorityTablePorts> = {
  'GET /v1/priority-table': route({
    summary: 'Read the table by which urgency, impact and tier make the priority of a ticket',
    permission: 'desk:manage',
    query: noQuery,
    body: noBody,
    answer: TableAnswer,
    status: 200,
    refusals: [],
    run: async ({ table }: PriorityTablePorts) => {
      const found = await table.load(tableId)
      return ok({ ...(found?.state ?? shippedTable), version: found?.version ?? 0 })
    },
  }),

  'POST /v1/priority-table': route({
    summary: 'Put another table: tickets that open from now on, or to which a message comes, go by it',
    permission: 'desk:manage',
    query: noQuery,
    body: PriorityTable,
    answer: TableAnswer,
    status: 200,
    example: shippedTable,
    refusals: ['request.invalid', 'version.conflict', 'version.contended'],
    run: put,
  }),
}
