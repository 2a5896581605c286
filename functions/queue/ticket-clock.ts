import { ticketStore } from '../../adapters/dynamo/tickets/ticket-store.ts'
import { timingIn } from '../desk/wiring.ts'
import { sealing } from '../http/sealing.ts'
import { jobHandler } from './job.ts'
import { ticketDue } from './tickets/ticket-due.ts'

const { table, vault } = sealing(process.env)

/** What time does to tickets. */
export const handler = jobHandler({ due: { ticket: ticketDue({ tickets: ticketStore(table, vault), timing: timingIn(table) }) } })
