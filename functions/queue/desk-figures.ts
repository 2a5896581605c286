import { countedStore } from '../../adapters/dynamo/desk-figures/counted-store.ts'
import { ticketHistory } from '../../adapters/dynamo/desk-figures/ticket-history.ts'
import { readServiceBooks } from '../../adapters/dynamo/service-levels/service-book.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { Environment } from '../runtime/environment.ts'
import { countTicket } from './desk-figures/count-ticket.ts'
import { jobHandler } from './job.ts'

const { TABLE_NAME } = Environment.pick({ TABLE_NAME: true }).parse(process.env)
const table = new Table(documentClient(), TABLE_NAME)
const ports = { counted: countedStore(table), historyOf: ticketHistory(table), books: readServiceBooks(table) }

/** Counts what happens to tickets, for the figures of the desk. */
export const handler = jobHandler({ happened: ({ subject }) => countTicket(ports, subject.id) })
