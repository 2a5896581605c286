import * as z from 'zod'
import type { LastAgent, WaitingQueue } from '../../../domain/dispatch/ports.ts'
import { turnOf, Waiting } from '../../../domain/dispatch/waiting.ts'
import { UserId } from '../../../domain/kernel/ids.ts'
import { merged, type ReadPart } from '../table/merged.ts'
import type { Item, Table } from '../table/table.ts'
import { servedKey, servedPartition, waitingPartition, waitingShards } from './keys.ts'

const Row = z.looseObject({ waiting: Waiting })
/** Whoever is first takes the first that fits; when many come at once, they spread over a page. */
const pageSize = 20

const reading =
  (table: Table, partition: string): ReadPart<Waiting> =>
  async (after: Item | undefined) => {
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

const Served = z.looseObject({ sk: z.string(), agent: UserId })

export const lastAgentOf =
  (table: Table): LastAgent =>
  async (customerId, exceptTicket) => {
    const { items } = await table.query({ partition: servedPartition(customerId), descending: true, limit: 2 })
    return items
      .map((item) => Served.parse(item))
      .find(({ sk }) => !sk.endsWith(servedKey(customerId, { openedAt: '', ticketId: exceptTicket }).sk))?.agent
  }
