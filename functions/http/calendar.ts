import { calendarStore } from '../../adapters/dynamo/calendar-store.ts'
import { openReminders } from '../../adapters/dynamo/open-reminders.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { purposes } from '../runtime/purposes.ts'
import { calendarRoutes } from './calendar.routes.ts'
import { foundations } from './foundations.ts'

const { table, derived } = foundations(Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env))

export const handler = httpHandler(calendarRoutes, {
  ports: { calendars: calendarStore(table), openReminders: openReminders(table), linkKey: derived(purposes.publicLink) },
})
