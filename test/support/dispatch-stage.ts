import { ulid } from 'ulid'
import { deskStore, rosterIn } from '../../adapters/dynamo/dispatch/desk-store.ts'
import { dispatchRows } from '../../adapters/dynamo/dispatch/dispatch-rows.ts'
import { inHandPartition } from '../../adapters/dynamo/dispatch/keys.ts'
import { takingTurn } from '../../adapters/dynamo/dispatch/taking-turn.ts'
import { teamQueueStore } from '../../adapters/dynamo/dispatch/team-queue-store.ts'
import { inHandOf, turnsIn } from '../../adapters/dynamo/dispatch/turns.ts'
import { lastAgentOf, waitingQueue } from '../../adapters/dynamo/dispatch/waiting-queue.ts'
import { eventIn } from '../../adapters/dynamo/events/event-log.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import type { Table } from '../../adapters/dynamo/table/table.ts'
import { ticketKey } from '../../adapters/dynamo/tickets/keys.ts'
import { indexed } from '../../adapters/dynamo/tickets/ticket-rows.ts'
import { ticketsUnopened } from '../../adapters/dynamo/tickets/ticket-store.ts'
import { desks } from '../../domain/dispatch/decide.ts'
import type { Desk } from '../../domain/dispatch/desk.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { shippedLists } from '../../domain/lists/shipped.ts'
import { Ticket } from '../../domain/tickets/ticket.ts'
import type { DispatchPorts } from '../../functions/queue/dispatch/dispatch-ports.ts'
import { derivedId } from '../../functions/runtime/derived-id.ts'
import { execute } from '../../functions/runtime/execute.ts'

type Rung = { readonly team: string | undefined; readonly lack: string }

/** Everything that hands tickets out, on a real table. `rung` is what the alarm has heard. */
export const dispatchOn = (table: Table): DispatchPorts & { readonly rung: Rung[] } => {
  const rung: Rung[] = []
  return {
    tickets: ticketsUnopened(table),
    takingTurn: takingTurn(table, (writes) => ticketsUnopened(table, writes)),
    turns: turnsIn(table),
    inHand: inHandOf(table),
    waiting: waitingQueue(table),
    lastAgent: lastAgentOf(table),
    desks: deskStore(table),
    roster: rosterIn(table),
    queues: teamQueueStore(table),
    lists: allLists(table),
    event: eventIn(table),
    ring: (facts) => rung.push(facts),
    rung,
  }
}

let opened = 0
/** A ticket that waits in the queue of customer service, opened a second after the one before. */
export const ticketOf = (facts: Readonly<Record<string, unknown>> = {}): Ticket => {
  opened += 1
  const at = new Date(Date.UTC(2026, 10, 23, 0, 0, opened)).toISOString()
  return Ticket.parse({
    id: `tkt_${ulid(Date.parse(at))}`,
    number: `261123-${String(opened).padStart(5, '0')}`,
    status: 'new',
    kind: 'inquiry',
    subject: '到货时间',
    urgency: 'low',
    impact: 'low',
    priority: 'P3',
    team: 'customer_service',
    tags: [],
    form: {},
    channel: 'phone',
    watchers: [],
    openedAt: at,
    changedAt: at,
    why: [],
    facts: [],
    reopened: 0,
    ...facts,
  })
}

/** Puts tickets into the table as their store would leave them, many in one request. */
export const putTickets = async (table: Table, tickets: readonly Ticket[]): Promise<void> => {
  for (let start = 0; start < tickets.length; start += 25)
    await table.transact(
      tickets
        .slice(start, start + 25)
        .flatMap((ticket) => [
          table.put({ ...ticketKey(ticket.id), entity: 'ticket', version: 1, state: ticket, classes: [], ...indexed(ticket) }),
          ...dispatchRows(ticket).map((row) => table.put(row)),
        ]),
    )
}

type Set = { readonly patch: Readonly<Record<string, unknown>>; readonly context: Context }

/** Sets somebody's desk as a manager would. */
export const setDesk = async ({ desks: store }: DispatchPorts, user: string, { patch, context }: Set): Promise<Desk> => {
  const id = derivedId('desk', user)
  const command = { type: 'settle', id, user, patch: { teams: ['customer_service'], ...patch }, lists: shippedLists } as const
  const done = await execute(desks, store, { id, command, context })
  if (!done.ok || !done.value.state) throw new Error(`the desk of ${user} could not be set`)
  return done.value.state
}

/** The tickets that somebody has in hand, as the table has them. */
export const heldBy = async (table: Table, user: string): Promise<readonly string[]> =>
  (await table.queryAll({ partition: inHandPartition(user) })).map(({ sk }) => String(sk))
