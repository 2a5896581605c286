import { calendarRoutes } from '../../functions/http/calendar.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

/** Open to whoever has the link, so it reads links and what their owners are to do, and writes nothing. */
export const mountCalendar = ({ scope, house, gateway, table, vault, directory }: Site): void => {
  const { worker } = new HttpResource(scope, 'Calendar', {
    house,
    gateway,
    entry: 'calendar',
    routes: calendarRoutes,
    impact: 'What staff see in their calendar programs grows stale',
  })
  table.letRead(worker, { keys: ['CALENDAR#', 'REMINDERS#', 'IMPROVEMENTS#', 'IMPROVEMENT#', 'CUSTOMER#'] })
  table.letQuery(worker, { keys: ['VISIT#', 'TICKET#'], indexes: ['byOwner'] })
  vault.letSignLinks(worker)
  directory.letLookUp(worker)
}
