import { calendarRoutes } from '../../functions/http/calendar.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

/** Open to whoever has the link, so it reads links and lists of reminders, and writes nothing. */
export const mountCalendar = ({ scope, house, gateway, table, vault, directory }: Site): void => {
  const { worker } = new HttpResource(scope, 'Calendar', {
    house,
    gateway,
    entry: 'calendar',
    routes: calendarRoutes,
    impact: 'The reminders in the calendar programs of staff grow stale',
  })
  table.letRead(worker, { keys: ['CALENDAR#', 'REMINDERS#'] })
  vault.letSignLinks(worker)
  directory.letLookUp(worker)
}
