import { anchorIndexes } from '../../adapters/dynamo/indexes.ts'
import { visitRoutes } from '../../functions/http/visits.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

const keys = ['VISIT#', 'VISITS#', 'IDEMPOTENCY#visits']

export const mountVisits = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Visits', {
    house,
    gateway,
    entry: 'visits',
    routes: visitRoutes,
    impact: 'Staff cannot see whom they are to visit, or say what came of a visit',
  })
  table.letRead(worker, { keys: [...keys, 'CUSTOMER#', 'LIST#'] })
  table.letQuery(worker, { keys: ['VISIT#'], indexes: anchorIndexes })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letDerive(worker)
}
