import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { foundByOf } from '../../adapters/dynamo/ticket-search/found-by.ts'
import { ticketIndex } from '../../adapters/dynamo/ticket-search/ticket-index.ts'
import { Environment } from '../runtime/environment.ts'
import { jobHandler } from './job.ts'
import { refreshWithOthers } from './ticket-search/refresh-ticket.ts'

const { TABLE_NAME } = Environment.pick({ TABLE_NAME: true }).parse(process.env)
const table = new Table(documentClient(), TABLE_NAME)
const ports = { index: ticketIndex(table), ticket: foundByOf(table) }

/** Keeps the words by which tickets are found up to date with them. */
export const handler = jobHandler({ happened: ({ subject }) => refreshWithOthers(ports, subject.id) })
