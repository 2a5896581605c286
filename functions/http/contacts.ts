import { contactQueries } from '../../adapters/dynamo/contacts/contact-queries.ts'
import { contactStore } from '../../adapters/dynamo/contacts/contact-store.ts'
import { eventsBetween } from '../../adapters/dynamo/events/events-between.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { messageStore } from '../../adapters/dynamo/messages/message-store.ts'
import { offeredIndividual } from '../../adapters/dynamo/self-service/offered-individual.ts'
import { selfServiceLinks, selfServiceStore } from '../../adapters/dynamo/self-service/self-service-store.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { contactRoutes } from './contacts.routes.ts'
import { repeatable } from './repeatable.ts'
import { sealing } from './sealing.ts'
import { selfServiceRoutes } from './self-service.routes.ts'

const base = sealing(process.env)
const { table, cursors, vault } = base

export const handler = httpHandler(
  { ...contactRoutes, ...selfServiceRoutes },
  {
    ports: {
      contacts: contactStore(table, vault),
      individual: offeredIndividual(table),
      queries: contactQueries(table, vault, cursors),
      lists: allLists(table),
      messages: messageStore(table),
      selfService: selfServiceStore(table),
      links: selfServiceLinks(table, cursors),
      between: eventsBetween(table),
    },
    once: repeatable(base, 'contacts'),
  },
)
