import { plannedImprovements, plannedVisits, tasksAskedOf } from '../../adapters/dynamo/calendars/calendar-sources.ts'
import { readCalendar } from '../../adapters/dynamo/calendars/calendar-store.ts'
import { customerGlances } from '../../adapters/dynamo/customers/customer-glances.ts'
import { openReminders } from '../../adapters/dynamo/reminders/open-reminders.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { identityClient, rightsIn } from '../../adapters/identity/rights-of.ts'
import { keyClient } from '../../adapters/vault/client.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import { madeOnce } from '../../domain/kernel/made-once.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { purposes } from '../runtime/purposes.ts'
import { calendarRoutes } from './calendar.routes.ts'

const { TABLE_NAME, LINK_KEY_ID, USER_POOL_ID } = Environment.pick({ TABLE_NAME: true, LINK_KEY_ID: true, USER_POOL_ID: true }).parse(
  process.env,
)
const table = new Table(documentClient(), TABLE_NAME)
const kms = madeOnce(keyClient)

export const handler = httpHandler(calendarRoutes, {
  ports: {
    calendar: readCalendar(table),
    openReminders: openReminders(table),
    plannedVisits: plannedVisits(table),
    tasks: tasksAskedOf(table),
    improvements: plannedImprovements(table),
    glances: customerGlances(table),
    rightsOf: rightsIn(madeOnce(identityClient), USER_POOL_ID),
    linkKey: () => deriveKey(kms(), LINK_KEY_ID, purposes.calendarLink),
  },
})
