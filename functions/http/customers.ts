import { customerFiles } from '../../adapters/dynamo/customer-files.ts'
import { customerGlances } from '../../adapters/dynamo/customer-glances.ts'
import { customerQueries } from '../../adapters/dynamo/customer-queries.ts'
import { customerStore } from '../../adapters/dynamo/customer-store.ts'
import { eventsBetween } from '../../adapters/dynamo/events-between.ts'
import { allLists } from '../../adapters/dynamo/list-store.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { customerRoutes } from './customers.routes.ts'
import { overviewRoutes } from './overview.routes.ts'
import { sealing } from './sealing.ts'

const { table, cursors, once, vault } = sealing(process.env)

export const handler = httpHandler(
  { ...customerRoutes, ...overviewRoutes },
  {
    ports: {
      customers: customerStore(table, vault),
      queries: customerQueries(table, vault, cursors),
      lists: allLists(table),
      glances: customerGlances(table),
      files: customerFiles(table),
      between: eventsBetween(table),
    },
    once: once('customers'),
  },
)
