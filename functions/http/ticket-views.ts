import { ticketSearch } from '../../adapters/dynamo/ticket-search/ticket-search.ts'
import { ticketQueries } from '../../adapters/dynamo/tickets/ticket-queries.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { foundations } from './foundations.ts'
import { ticketViewRoutes } from './ticket-views.routes.ts'

const { table, cursors } = foundations(Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env))

export const handler = httpHandler(ticketViewRoutes, {
  ports: { queries: ticketQueries(table, cursors), search: ticketSearch(table, cursors) },
})
