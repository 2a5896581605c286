import { customerGlances } from '../../adapters/dynamo/customers/customer-glances.ts'
import { eventsBetween } from '../../adapters/dynamo/events/events-between.ts'
import { noteQueries } from '../../adapters/dynamo/notes/note-queries.ts'
import { noteStore } from '../../adapters/dynamo/notes/note-store.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { foundations } from './foundations.ts'
import { noteRoutes } from './notes.routes.ts'
import { repeatable } from './repeatable.ts'

const base = foundations(Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env))
const { table, cursors } = base

export const handler = httpHandler(noteRoutes, {
  ports: {
    notes: (customerId) => noteStore(table, customerId),
    queries: noteQueries(table, cursors),
    glances: customerGlances(table),
    between: eventsBetween(table),
  },
  once: repeatable(base, 'notes'),
})
