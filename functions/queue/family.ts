import { eventIn } from '../../adapters/dynamo/events/event-log.ts'
import { ticketStore } from '../../adapters/dynamo/tickets/ticket-store.ts'
import { ticketsTogether } from '../../adapters/dynamo/tickets/tickets-together.ts'
import { timingIn } from '../desk/wiring.ts'
import { sealedTable } from '../http/sealed-table.ts'
import { tellOpening } from '../runtime/tell-opening.ts'
import { sameFix } from './family/same-fix.ts'
import { jobHandler } from './job.ts'

const { table, vault } = sealedTable(process.env, tellOpening)

/** What ends an incident, for each of its customers. */
export const handler = jobHandler({
  happened: sameFix({
    tickets: ticketStore(table, vault),
    together: ticketsTogether(table, vault),
    timing: timingIn(table),
    event: eventIn(table),
  }),
})
