import { isDeepStrictEqual } from 'node:util'
import type { Context, Decider } from '../kernel/decider.ts'
import type { Finding } from '../kernel/finding.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { CodedLists } from '../lists/list.ts'
import { evolve, type PriorityTableEvent } from './events.ts'
import { type PriorityTable, shippedTable, tableFindings } from './table.ts'

export type PriorityTableCommand = { readonly type: 'put'; readonly table: PriorityTable; readonly lists: CodedLists }
export type PriorityTableRefusal = { readonly code: 'request.invalid'; readonly findings: readonly Finding[] }

type State = PriorityTable | undefined

const decide = (
  state: State,
  { table, lists }: PriorityTableCommand,
  { now, actor }: Context,
): Result<readonly PriorityTableEvent[], PriorityTableRefusal> => {
  const findings = tableFindings(table, lists)
  if (findings.length > 0) return refuse({ code: 'request.invalid', findings })
  const from = state ?? shippedTable
  return isDeepStrictEqual(from, table) ? ok([]) : ok([{ type: 'priority_table.put', from, to: table, at: now, by: actor.id }])
}

/** The firm's table: the one that ships until somebody puts another. */
export const priorityTable: Decider<State, PriorityTableCommand, PriorityTableEvent, PriorityTableRefusal> = {
  initial: undefined,
  decide,
  evolve,
}
