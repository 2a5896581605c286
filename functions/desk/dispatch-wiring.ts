import { deskStore } from '../../adapters/dynamo/dispatch/desk-store.ts'
import { type KeepingTickets, takingTurn } from '../../adapters/dynamo/dispatch/taking-turn.ts'
import { inHandOf, turnsIn } from '../../adapters/dynamo/dispatch/turns.ts'
import { waitingQueue } from '../../adapters/dynamo/dispatch/waiting-queue.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import type { Table } from '../../adapters/dynamo/table/table.ts'

/** What giving tickets stands on, for those who take them and for the job that hands them out. */
export const takingPorts = (table: Table, keeping: KeepingTickets) => ({
  tickets: keeping([]),
  desks: deskStore(table),
  takingTurn: takingTurn(table, keeping),
  turns: turnsIn(table),
  inHand: inHandOf(table),
  waiting: waitingQueue(table),
  lists: allLists(table),
})
