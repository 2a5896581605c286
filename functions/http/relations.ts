import { customerGlances } from '../../adapters/dynamo/customers/customer-glances.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { relationQueries } from '../../adapters/dynamo/relations/relation-queries.ts'
import { relationStore } from '../../adapters/dynamo/relations/relation-store.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { foundations } from './foundations.ts'
import { relationRoutes } from './relations.routes.ts'
import { repeatable } from './repeatable.ts'

const base = foundations(Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env))
const { table, cursors } = base

export const handler = httpHandler(relationRoutes, {
  ports: {
    relations: relationStore(table),
    queries: relationQueries(table, cursors),
    glances: customerGlances(table),
    lists: allLists(table),
  },
  once: repeatable(base, 'relations'),
})
