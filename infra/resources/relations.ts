import { relationRoutes } from '../../functions/http/relations.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

const keys = ['CUSTOMER#', 'RELATION#', 'CLAIM#relation#', 'IDEMPOTENCY#relations']

export const mountRelations = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Relations', {
    house,
    gateway,
    entry: 'relations',
    routes: relationRoutes,
    impact: 'Staff cannot see or change which customers belong together',
  })
  table.letRead(worker, { keys: [...keys, 'EVENTS#', 'LIST#'] })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letDerive(worker)
}
