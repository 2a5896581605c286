import { customerGlances } from '../../adapters/dynamo/customers/customer-glances.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { readServiceBook } from '../../adapters/dynamo/service-levels/service-book.ts'
import { sortingBook } from '../../adapters/dynamo/sorting/sorting-store.ts'
import type { Table } from '../../adapters/dynamo/table/table.ts'
import { allTicketKinds } from '../../adapters/dynamo/tickets/ticket-kind-store.ts'
import { ticketStore } from '../../adapters/dynamo/tickets/ticket-store.ts'
import { isInThread } from '../../adapters/dynamo/tickets/ticket-thread.ts'
import { ticketsTogether } from '../../adapters/dynamo/tickets/tickets-together.ts'
import type { Vault } from '../../domain/kernel/care/vault.ts'
import { deadlinesBy } from '../../domain/service-levels/deadlines.ts'
import type { ReceivingPorts, Timing } from './desk-ports.ts'
import { hoursIn } from './hours.ts'
import { sorterWith } from './sorter.ts'

/** Deadlines by the policies and calendars in the table. */
export const timingIn = (table: Table): Timing => {
  const book = readServiceBook(table)
  return async () => deadlinesBy(await book())
}

/** What every function stands on that opens tickets or changes them: one a process. */
export const deskPorts = (table: Table, vault: Vault): ReceivingPorts => {
  const kinds = allTicketKinds(table)
  const book = sortingBook(table, kinds)
  const glances = customerGlances(table)
  return {
    tickets: ticketStore(table, vault),
    timing: timingIn(table),
    glances,
    kinds,
    lists: allLists(table),
    sort: sorterWith({ book, glances, hoursAt: hoursIn(readServiceBook(table)) }),
    priorities: async () => (await book()).table.is,
    isInThread: isInThread(table),
    together: ticketsTogether(table, vault),
  }
}
