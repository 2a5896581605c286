import { customerGlances } from '../../adapters/dynamo/customers/customer-glances.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { packBlocks } from '../../adapters/dynamo/pack-blocks/pack-blocks.ts'
import { visitQueries } from '../../adapters/dynamo/visits/visit-queries.ts'
import { visitStore } from '../../adapters/dynamo/visits/visit-store.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { foundations } from './foundations.ts'
import { repeatable } from './repeatable.ts'
import { reviewPackRoutes } from './review-pack.routes.ts'
import { visitRoutes } from './visits.routes.ts'

const base = foundations(Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env))
const { table, cursors } = base

export const handler = httpHandler(
  { ...visitRoutes, ...reviewPackRoutes },
  {
    ports: {
      visits: visitStore(table),
      queries: visitQueries(table, cursors),
      glances: customerGlances(table),
      lists: allLists(table),
      blocks: packBlocks(table),
    },
    once: repeatable(base, 'visits'),
  },
)
