import { allLists, listStore } from '../../adapters/dynamo/lists/list-store.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { foundations } from './foundations.ts'
import { listRoutes } from './lists.routes.ts'
import { repeatable } from './repeatable.ts'

const base = foundations(Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env))
const { table } = base

export const handler = httpHandler(listRoutes, {
  ports: { store: listStore(table), all: allLists(table) },
  once: repeatable(base, 'lists'),
})
