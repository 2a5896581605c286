import { ticketViewRoutes } from '../../functions/http/ticket-views.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

/** Lists show no sealed member, so what reads them holds no key but that of its cursors. */
export const mountTicketViews = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'TicketViews', {
    house,
    gateway,
    entry: 'ticket-views',
    routes: ticketViewRoutes,
    impact: 'The service desk does not see which tickets wait for it',
  })
  table.letQuery(worker, { keys: ['TICKET#'], indexes: ['byAll', 'byOwner', 'byTeam', 'byRegion', 'byStage', 'byTier'] })
  table.letRead(worker, { keys: ['TICKET#', 'TICKETTERM#'] })
  vault.letDerive(worker)
}
