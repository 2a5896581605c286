import type { TakingTurn } from '../../../domain/dispatch/ports.ts'
import type { Vault } from '../../../domain/kernel/care/vault.ts'
import type { Table } from '../table/table.ts'
import { ticketsBeside } from '../tickets/ticket-store.ts'
import { turnTaken } from './turns.ts'

export const takingTurn =
  (table: Table, vault: Vault): TakingTurn =>
  (turn, at) =>
    ticketsBeside(table, vault, { writes: [turnTaken(table, turn, at)] })
