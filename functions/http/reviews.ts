import { customerGlances } from '../../adapters/dynamo/customers/customer-glances.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { reviewQueries } from '../../adapters/dynamo/reviews/review-queries.ts'
import { reviewStore } from '../../adapters/dynamo/reviews/review-store.ts'
import { versionedGlance } from '../../adapters/dynamo/table/versioned-glance.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { foundations } from './foundations.ts'
import { repeatable } from './repeatable.ts'
import { reviewRoutes } from './reviews.routes.ts'

const base = foundations(Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env))
const { table, cursors } = base

export const handler = httpHandler(reviewRoutes, {
  ports: {
    reviews: reviewStore(table),
    queries: reviewQueries(table, cursors),
    glance: versionedGlance(table),
    glances: customerGlances(table),
    lists: allLists(table),
  },
  once: repeatable(base, 'reviews'),
})
