import { macroRoutes } from '../../functions/http/macros.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import { deskKeys } from '../desk-keys.ts'
import type { Site } from './site.ts'

const keys = [...deskKeys.write, 'MACRO#', 'IDEMPOTENCY#macros']

/** Applies macros: it writes tickets as whoever works on them does, and opens the name of whom a reply speaks to. */
export const mountMacros = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Macros', {
    house,
    gateway,
    entry: 'macros',
    routes: macroRoutes,
    impact: 'Agents answer and move tickets step by step, without macros',
  })
  table.letRead(worker, { keys: [...keys, ...deskKeys.read, 'TICKETKINDS#', 'TEMPLATE#'] })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letSealOf(worker, ['tkt_'])
  vault.letDerive(worker)
}
