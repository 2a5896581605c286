import { customerFiles } from '../../adapters/dynamo/customers/customer-files.ts'
import { customerGlances } from '../../adapters/dynamo/customers/customer-glances.ts'
import { customerQueries } from '../../adapters/dynamo/customers/customer-queries.ts'
import { customerStore } from '../../adapters/dynamo/customers/customer-store.ts'
import { eventsBetween } from '../../adapters/dynamo/events/events-between.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { reviewStore } from '../../adapters/dynamo/reviews/review-store.ts'
import { reviewedCustomers } from '../../adapters/dynamo/reviews/reviewed-customers.ts'
import { versionedGlance } from '../../adapters/dynamo/table/versioned-glance.ts'
import { reachedTickets } from '../../adapters/dynamo/tickets/reached-tickets.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { customerRoutes } from './customers.routes.ts'
import { overviewRoutes } from './overview.routes.ts'
import { repeatable } from './repeatable.ts'
import { reviewedChangeRoutes } from './reviewed-change.routes.ts'
import { sealing } from './sealing.ts'

const base = sealing(process.env)
const { table, cursors, vault } = base

export const handler = httpHandler(
  { ...customerRoutes, ...overviewRoutes, ...reviewedChangeRoutes },
  {
    ports: {
      customers: customerStore(table, vault),
      queries: customerQueries(table, vault, cursors),
      lists: allLists(table),
      glances: customerGlances(table),
      reachedTickets: reachedTickets(table),
      files: customerFiles(table),
      reviews: reviewStore(table),
      commitReviewed: reviewedCustomers(table, vault),
      glance: versionedGlance(table),
      between: eventsBetween(table),
    },
    once: repeatable(base, 'customers'),
  },
)
