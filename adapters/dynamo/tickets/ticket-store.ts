import type { Vault } from '../../../domain/kernel/care/vault.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { dueAtOf } from '../../../domain/tickets/due.ts'
import { TicketEvent } from '../../../domain/tickets/events.ts'
import { statusesBefore } from '../../../domain/tickets/moves.ts'
import type { TicketChange, TicketStore, Tickets } from '../../../domain/tickets/ports.ts'
import { requesterAddress } from '../../../domain/tickets/requester-address.ts'
import type { TicketMessage } from '../../../domain/tickets/thread.ts'
import { Ticket } from '../../../domain/tickets/ticket.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore, recordWrites } from '../records/record-store.ts'
import { unopened } from '../records/unopened.ts'
import { absent } from '../table/conditions.ts'
import type { Table, Write } from '../table/table.ts'
import { ticketKey } from './keys.ts'
import { messageItem } from './thread-items.ts'
import { indexed, rows } from './ticket-rows.ts'

/** "What one customer says stands in the timeline of no other", though two of their tickets are one. */
const whose = (event: TicketEvent, customerId: string | undefined): string | undefined =>
  event.type === 'ticket.message_received' && event.of ? event.of.customerId : customerId

/** What a ticket is to the store, for those who read it without opening it. */
export const keptTicket: Kept<typeof Ticket, typeof TicketEvent> = {
  kind: 'ticket',
  schema: Ticket,
  events: TicketEvent,
  key: ticketKey,
  indexed,
  due: dueAtOf,
  addresses: requesterAddress,
  // Of days and digits: it says nothing of anybody.
  claims: (ticket) => (ticket ? [{ field: 'number', value: ticket.number, plain: true }] : []),
  movedFrom: ({ status }) => ({ member: 'status', among: [status, ...statusesBefore(status)] }),
  links: rows,
  about: (event, { customerId }) => [whose(event, customerId)].filter((id) => id !== undefined),
}

/** "Who asked stands on the ticket, under its seal, and in no event." */
const toTell = (event: TicketEvent): TicketEvent => {
  if (event.type !== 'ticket.opened') return event
  const { requester: _requester, ...ticket } = event.ticket
  return { ...event, ticket }
}

/** What goes with a change of a ticket, in the same transaction. */
export type Beside = { readonly messages?: readonly TicketMessage[] | undefined; readonly writes?: readonly Write[] | undefined }

/** The writes by which a ticket changes in the transaction of another. */
export const ticketWrites = async (table: Table, vault: Vault, { state, ...change }: TicketChange): Promise<readonly Write[]> => {
  if (state === undefined) throw new Failure(`${change.id} has events and no state`)
  return recordWrites({ table, vault }, keptTicket, { ...change, state, events: change.events.map(toTell) })
}

/** A store of tickets that keeps something beside each. */
export const ticketsBeside = (table: Table, vault: Vault, { messages = [], writes = [] }: Beside): TicketStore => ({
  load: recordStore(table, keptTicket, vault).load,
  commit: async (change) => {
    const isNew = change.expected === 0
    const items = await Promise.all(messages.map((message) => messageItem(message, vault, { isNew })))
    const beside = [...items.map((item) => table.put(item, absent)), ...writes]
    return recordStore(table, { ...keptTicket, beside }, vault).commit({ ...change, events: change.events.map(toTell) })
  },
})

/** Tickets for jobs that need nothing of what is sealed in them: it goes back as it came, and they hold no key. */
export const ticketsUnopened = (table: Table, writes: readonly Write[] = []): TicketStore => {
  const { load, commit } = recordStore(table, { ...keptTicket, beside: writes }, unopened)
  return { load, commit: (change) => commit({ ...change, events: change.events.map(toTell) }) }
}

export const ticketStore = (table: Table, vault: Vault): Tickets => ({
  ...ticketsBeside(table, vault, {}),
  read: recordStore(table, keptTicket, vault).read,
  with: (messages) => ticketsBeside(table, vault, { messages }),
})
