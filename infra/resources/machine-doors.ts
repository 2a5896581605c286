import { machineDoorRoutes } from '../../functions/http/machine-doors.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

/** Open to whoever has the secrets of a door: it may keep what they bring, and see whether it was brought before. */
export const mountMachineDoors = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'MachineDoors', {
    house,
    gateway,
    entry: 'machine-doors',
    routes: machineDoorRoutes,
    impact: 'Calls and WeChat messages of customers do not reach the desk',
  })
  table.letRead(worker, { keys: ['DOOR#', 'DOORNONCE#', 'INBOUND#'] })
  table.letPut(worker, { keys: ['DOORNONCE#', 'INBOUND#', 'EVENTS#inb_', 'CARRIERNEWS#'] })
  vault.letSealOf(worker, ['inb_'])
  vault.letSignLinks(worker)
}
