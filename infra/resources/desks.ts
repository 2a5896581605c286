import { deskRoutes } from '../../functions/http/desks.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import { deskKeys } from '../desk-keys.ts'
import type { Site } from './site.ts'

const keys = ['DESK#', 'DESKS#', 'TURN#', 'IDEMPOTENCY#desks', ...deskKeys.write]

export const mountDesks = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Desks', {
    house,
    gateway,
    entry: 'desks',
    routes: deskRoutes,
    impact: 'Staff cannot take tickets, say that they are away, or see who is on shift',
  })
  table.letRead(worker, { keys: [...keys, 'LIST#'] })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letSealOf(worker, ['tkt_'])
  vault.letDerive(worker)
}
