import { calendarLinkRoutes } from '../../functions/http/calendar-link.routes.ts'
import { reminderRoutes } from '../../functions/http/reminders.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

const keys = ['CALENDAR#', 'CUSTOMER#', 'REMINDER#', 'REMINDERS#', 'IDEMPOTENCY#reminders']

export const mountReminders = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Reminders', {
    house,
    gateway,
    entry: 'reminders',
    routes: { ...reminderRoutes, ...calendarLinkRoutes },
    impact: 'Staff cannot see what they are to do, or write it down',
  })
  table.letRead(worker, { keys })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letDerive(worker)
  vault.letSignLinks(worker)
  worker.addEnvironment('PUBLIC_ORIGIN', gateway.api.apiEndpoint)
}
