import { customerGlances } from '../../adapters/dynamo/customer-glances.ts'
import { reminderQueries } from '../../adapters/dynamo/reminder-queries.ts'
import { reminderStore } from '../../adapters/dynamo/reminder-store.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { foundations } from './foundations.ts'
import { reminderRoutes } from './reminders.routes.ts'

const { table, cursors, once } = foundations(Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env))

export const handler = httpHandler(reminderRoutes, {
  ports: { reminders: reminderStore(table), queries: reminderQueries(table, cursors), glances: customerGlances(table) },
  once: once('reminders'),
})
