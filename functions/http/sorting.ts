import { autoAnswersStore } from '../../adapters/dynamo/auto-answers/auto-answers-store.ts'
import { customerGlances } from '../../adapters/dynamo/customers/customer-glances.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { readServiceBook } from '../../adapters/dynamo/service-levels/service-book.ts'
import { pastTickets } from '../../adapters/dynamo/sorting/past-tickets.ts'
import { priorityTableStore, sortingBook, sortingRuleStore } from '../../adapters/dynamo/sorting/sorting-store.ts'
import { allTicketKinds } from '../../adapters/dynamo/tickets/ticket-kind-store.ts'
import { hoursIn } from '../desk/hours.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { autoAnswersRoutes } from './auto-answers.routes.ts'
import { foundations } from './foundations.ts'
import { priorityTableRoutes } from './priority-table.routes.ts'
import { repeatable } from './repeatable.ts'
import { sortingRoutes } from './sorting.routes.ts'
import { sortingDryRunRoutes } from './sorting-dry-run.routes.ts'

const base = foundations(Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env))
const { table, cursors } = base
const services = readServiceBook(table)

export const handler = httpHandler(
  { ...sortingRoutes, ...sortingDryRunRoutes, ...priorityTableRoutes, ...autoAnswersRoutes },
  {
    ports: {
      rules: sortingRuleStore(table),
      table: priorityTableStore(table),
      book: sortingBook(table, allTicketKinds(table)),
      autoAnswers: autoAnswersStore(table),
      lists: allLists(table),
      calendars: async () => [...(await services()).calendars.keys()],
      hoursAt: hoursIn(services),
      glances: customerGlances(table),
      past: pastTickets(table, cursors),
    },
    once: repeatable(base, 'sorting'),
  },
)
