import { calendarStore } from '../../adapters/dynamo/calendars/calendar-store.ts'
import { customerGlances } from '../../adapters/dynamo/customers/customer-glances.ts'
import { reminderQueries } from '../../adapters/dynamo/reminders/reminder-queries.ts'
import { reminderStore } from '../../adapters/dynamo/reminders/reminder-store.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { purposes } from '../runtime/purposes.ts'
import { calendarLinkRoutes } from './calendar-link.routes.ts'
import { foundations } from './foundations.ts'
import { reminderRoutes } from './reminders.routes.ts'
import { repeatable } from './repeatable.ts'

const env = Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true, LINK_KEY_ID: true, PUBLIC_ORIGIN: true }).parse(process.env)
const base = foundations(env)
const { table, cursors, kms } = base

export const handler = httpHandler(
  { ...reminderRoutes, ...calendarLinkRoutes },
  {
    ports: {
      reminders: reminderStore(table),
      queries: reminderQueries(table, cursors),
      glances: customerGlances(table),
      calendars: calendarStore(table),
      linkKey: () => deriveKey(kms, env.LINK_KEY_ID, purposes.calendarLink),
      origin: env.PUBLIC_ORIGIN,
    },
    once: repeatable(base, 'reminders'),
  },
)
