import { listRoutes } from '../../functions/http/lists.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

const keys = ['LIST#', 'IDEMPOTENCY#lists']

export const mountLists = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Lists', {
    house,
    gateway,
    entry: 'lists',
    routes: listRoutes,
    impact: 'Choices such as tier and industry cannot be read or changed',
  })
  table.letRead(worker, { keys: [...keys, 'EVENTS#'] })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letDerive(worker)
}
