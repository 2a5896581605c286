import { contactQueries } from '../../adapters/dynamo/contact-queries.ts'
import { contactStore } from '../../adapters/dynamo/contact-store.ts'
import { eventsBetween } from '../../adapters/dynamo/events-between.ts'
import { allLists } from '../../adapters/dynamo/list-store.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { contactRoutes } from './contacts.routes.ts'
import { sealing } from './sealing.ts'

const { table, cursors, once, vault } = sealing(process.env)

export const handler = httpHandler(contactRoutes, {
  ports: {
    contacts: contactStore(table, vault),
    queries: contactQueries(table, vault, cursors),
    lists: allLists(table),
    between: eventsBetween(table),
  },
  once: once('contacts'),
})
