import { deskFigures } from '../../adapters/dynamo/desk-figures/desk-figures.ts'
import { rosterIn } from '../../adapters/dynamo/dispatch/desk-store.ts'
import { inHandOf } from '../../adapters/dynamo/dispatch/turns.ts'
import { ticketSearch } from '../../adapters/dynamo/ticket-search/ticket-search.ts'
import { openTasks } from '../../adapters/dynamo/tickets/open-tasks.ts'
import { ticketQueries } from '../../adapters/dynamo/tickets/ticket-queries.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { deskFigureRoutes } from './desk-figures.routes.ts'
import { deskTaskRoutes } from './desk-tasks.routes.ts'
import { foundations } from './foundations.ts'
import { ticketViewRoutes } from './ticket-views.routes.ts'

const { table, cursors } = foundations(Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env))

export const handler = httpHandler(
  { ...ticketViewRoutes, ...deskFigureRoutes, ...deskTaskRoutes },
  {
    ports: {
      queries: ticketQueries(table, cursors),
      search: ticketSearch(table, cursors),
      figures: deskFigures(table, cursors),
      roster: rosterIn(table),
      inHand: inHandOf(table),
      tasks: openTasks(table, cursors),
    },
  },
)
