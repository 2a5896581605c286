import { notificationAround } from '../../adapters/dynamo/notifications/notification-around.ts'
import { notificationQueries } from '../../adapters/dynamo/notifications/notification-queries.ts'
import { notificationStore } from '../../adapters/dynamo/notifications/notification-store.ts'
import { staffReader } from '../../adapters/dynamo/staff/staff-reader.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { settingsIn } from '../runtime/settings-of.ts'
import { foundations } from './foundations.ts'
import { notificationRoutes } from './notifications.routes.ts'
import { repeatable } from './repeatable.ts'

const base = foundations(Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env))
const { table, cursors } = base

export const handler = httpHandler(notificationRoutes, {
  ports: {
    of: (user) => notificationStore(table, user),
    queries: notificationQueries(table, cursors),
    around: notificationAround(table),
    settingsOf: settingsIn(staffReader(table)),
  },
  once: repeatable(base, 'notifications'),
})
