import { deskFigureRoutes } from '../../functions/http/desk-figures.routes.ts'
import { deskTaskRoutes } from '../../functions/http/desk-tasks.routes.ts'
import { ticketViewRoutes } from '../../functions/http/ticket-views.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

/** What figures are read from: what was counted, and the desks with what is in hand there. */
const counted = ['DESKCELLS#', 'DESKS#', 'INHAND#']

/** Lists and figures show no sealed member, so what reads them holds no key but that of its cursors. */
export const mountTicketViews = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'TicketViews', {
    house,
    gateway,
    entry: 'ticket-views',
    routes: { ...ticketViewRoutes, ...deskFigureRoutes, ...deskTaskRoutes },
    impact: 'The service desk does not see which tickets wait for it',
  })
  table.letQuery(worker, { keys: ['TICKET#'], indexes: ['byAll', 'byOwner', 'byTeam', 'byRegion', 'byStage', 'byTier'] })
  table.letQuery(worker, { keys: ['DESKCOUNTED#'], indexes: ['byAll', 'byOwner', 'byTeam', 'byRegion'] })
  table.letRead(worker, { keys: ['TICKET#', 'TICKETTERM#', ...counted] })
  vault.letDerive(worker)
}
