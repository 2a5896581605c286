import { ticketKinRoutes } from '../../functions/http/ticket-kin.routes.ts'
import { ticketKindRoutes } from '../../functions/http/ticket-kinds.routes.ts'
import { ticketStepRoutes } from '../../functions/http/ticket-steps.routes.ts'
import { ticketTaskRoutes } from '../../functions/http/ticket-tasks.routes.ts'
import { ticketRoutes } from '../../functions/http/tickets.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import { deskKeys } from '../desk-keys.ts'
import type { Site } from './site.ts'

const keys = [...deskKeys.write, 'TICKETKINDS#', 'ATTACHMENT#', 'IDEMPOTENCY#tickets']

export const mountTickets = ({ scope, house, gateway, table, vault, files }: Site): void => {
  const { worker } = new HttpResource(scope, 'Tickets', {
    house,
    gateway,
    entry: 'tickets',
    routes: { ...ticketRoutes, ...ticketStepRoutes, ...ticketKinRoutes, ...ticketTaskRoutes, ...ticketKindRoutes },
    impact: 'Staff cannot open, read or answer tickets',
  })
  table.letRead(worker, { keys: [...keys, ...deskKeys.read, 'DESKS#', 'EVENTS#'] })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letSealOf(worker, ['tkt_'])
  vault.letDerive(worker)
  files.letKeep(worker)
}
