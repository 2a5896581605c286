import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { allWorkCalendars } from '../../adapters/dynamo/service-levels/service-level-store.ts'
import { pastTickets } from '../../adapters/dynamo/sorting/past-tickets.ts'
import { priorityTableStore, sortingBook, sortingRuleStore } from '../../adapters/dynamo/sorting/sorting-store.ts'
import { allTicketKinds } from '../../adapters/dynamo/tickets/ticket-kind-store.ts'
import { hoursIn } from '../desk/hours.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { foundations } from './foundations.ts'
import { priorityTableRoutes } from './priority-table.routes.ts'
import { repeatable } from './repeatable.ts'
import { sortingRoutes } from './sorting.routes.ts'
import { sortingDryRunRoutes } from './sorting-dry-run.routes.ts'

const base = foundations(Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env))
const { table, cursors } = base
const calendars = allWorkCalendars(table)

export const handler = httpHandler(
  { ...sortingRoutes, ...sortingDryRunRoutes, ...priorityTableRoutes },
  {
    ports: {
      rules: sortingRuleStore(table),
      table: priorityTableStore(table),
      book: sortingBook(table, allTicketKinds(table)),
      lists: allLists(table),
      calendars: async () => (await calendars()).map(({ state }) => state.code),
      hoursAt: hoursIn(calendars),
      past: pastTickets(table, cursors),
    },
    once: repeatable(base, 'sorting'),
  },
)
