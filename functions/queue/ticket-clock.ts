import { rosterIn } from '../../adapters/dynamo/dispatch/desk-store.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { readServiceBook } from '../../adapters/dynamo/service-levels/service-book.ts'
import { ticketStore } from '../../adapters/dynamo/tickets/ticket-store.ts'
import { onShiftIn } from '../desk/on-shift.ts'
import { sealing } from '../http/sealing.ts'
import { log } from '../runtime/log.ts'
import { jobHandler } from './job.ts'
import { stepDeadline } from './ticket-clock/step-deadline.ts'

const { table, vault } = sealing(process.env)

const ports = {
  tickets: ticketStore(table, vault),
  serviceBook: readServiceBook(table),
  onShift: onShiftIn({ roster: rosterIn(table), lists: allLists(table) }),
  // An alarm listens for these words: infra/jobs/ticket-clock.ts.
  nobodyThere: (ticket: { readonly id: string; readonly team: string | undefined; readonly percent: number }) =>
    log.error('a ticket is late and nobody is there', { ticket }),
}

/** What time does to tickets: how late they are is told, and what is done with is closed. */
export const handler = jobHandler({ due: { ticket: stepDeadline(ports) } })
