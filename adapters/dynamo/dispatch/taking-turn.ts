import type { TakingTurn } from '../../../domain/dispatch/ports.ts'
import type { TicketStore } from '../../../domain/tickets/ports.ts'
import type { Table, Write } from '../table/table.ts'
import { turnTaken } from './turns.ts'

/** A store of tickets that makes further writes with each of its own. */
export type KeepingTickets = (writes: readonly Write[]) => TicketStore

export const takingTurn =
  (table: Table, keeping: KeepingTickets): TakingTurn =>
  (turn, at) =>
    keeping([turnTaken(table, turn, at)])
