import * as z from 'zod'
import type { WaitingQueue } from '../../../domain/dispatch/ports.ts'
import { isInHand, turnOf, Waiting, waitingOf } from '../../../domain/dispatch/waiting.ts'
import type { Ticket } from '../../../domain/tickets/ticket.ts'
import { merged, type ReadPart } from '../table/merged.ts'
import type { Item, Key, Table } from '../table/table.ts'
import { inHandKey, waitingKey, waitingPartition, waitingShards } from './keys.ts'

/**
 * What a ticket leaves beside it for those who hand tickets out, in the very transaction in which it changes: its place in the queue
 * of its team, or that somebody has it in hand.
 */
export const dispatchRows = (ticket: Ticket | undefined): readonly (Key & Item)[] => {
  if (!ticket) return []
  const { id, assignee } = ticket
  if (assignee !== undefined && isInHand(ticket)) return [{ ...inHandKey(assignee, id), entity: 'in-hand-row' }]
  const waiting = waitingOf(ticket)
  if (!waiting) return []
  return [{ ...waitingKey(waiting.team, { turn: turnOf(waiting), ticketId: id }), entity: 'waiting-row', waiting }]
}

const Row = z.looseObject({ waiting: Waiting })
/** A page of each partition. Whoever is first takes the first that fits; when many come at once, they spread over a page. */
const pageSize = 20

const reading =
  (table: Table, partition: string): ReadPart<Waiting> =>
  async (after) => {
    const found = await table.query({ partition, limit: pageSize, after })
    return { entries: found.items.map((item) => Row.parse(item).waiting), after: found.after }
  }

export const waitingQueue =
  (table: Table): WaitingQueue =>
  (teams) =>
    merged(
      teams.flatMap((team) => Array.from({ length: waitingShards }, (_, shard) => reading(table, waitingPartition(team, shard)))),
      turnOf,
    )
