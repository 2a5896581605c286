import { serviceMoveRoutes } from '../../functions/http/service-moves.routes.ts'
import { servicePolicyRoutes } from '../../functions/http/service-policies.routes.ts'
import { ticketSlaRoutes } from '../../functions/http/ticket-sla.routes.ts'
import { workCalendarRoutes } from '../../functions/http/work-calendars.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

const own = ['SERVICELEVEL#', 'IDEMPOTENCY#service-levels']

export const mountServiceLevels = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'ServiceLevels', {
    house,
    gateway,
    entry: 'service-levels',
    routes: { ...workCalendarRoutes, ...servicePolicyRoutes, ...ticketSlaRoutes, ...serviceMoveRoutes },
    impact: 'Staff cannot see why a ticket is late, nor change working hours and what is promised',
  })
  table.letRead(worker, { keys: [...own, 'TICKET#'] })
  table.letWrite(worker, { keys: own })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letDerive(worker)
}
