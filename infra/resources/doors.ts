import { doorRoutes } from '../../functions/http/doors.routes.ts'
import { inboundRoutes } from '../../functions/http/inbound.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

/** Messages that partners bring by the API, and what people set up of the doors for machines. */
export const mountDoors = ({ scope, house, gateway, table, vault, files }: Site): void => {
  const { worker } = new HttpResource(scope, 'Doors', {
    house,
    gateway,
    entry: 'doors',
    routes: { ...inboundRoutes, ...doorRoutes },
    impact: "Partners' systems cannot bring messages to the desk, and nobody can set up its doors",
  })
  table.letRead(worker, { keys: ['DOOR#', 'INBOUND#', 'ATTACHMENT#', 'IDEMPOTENCY#doors'] })
  table.letWrite(worker, { keys: ['DOOR#', 'ATTACHMENT#', 'IDEMPOTENCY#doors'] })
  table.letPut(worker, { keys: ['INBOUND#', 'EVENTS#inb_', 'EVENTS#dor_', 'EVENTS#att_'] })
  vault.letSealOf(worker, ['inb_'])
  vault.letDerive(worker)
  vault.letSignLinks(worker)
  files.letSignForms(worker)
  files.letKeep(worker)
}
