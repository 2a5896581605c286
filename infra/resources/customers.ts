import { listIndexes, thinIndex } from '../../adapters/dynamo/table/indexes.ts'
import { customerRoutes } from '../../functions/http/customers.routes.ts'
import { overviewRoutes } from '../../functions/http/overview.routes.ts'
import { reviewedChangeRoutes } from '../../functions/http/reviewed-change.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

const keys = ['CUSTOMER#', 'REVIEW#', 'CLAIM#customer#', 'IDEMPOTENCY#customers']

export const mountCustomers = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Customers', {
    house,
    gateway,
    entry: 'customers',
    routes: { ...customerRoutes, ...overviewRoutes, ...reviewedChangeRoutes },
    impact: 'Staff cannot find, read or change customers',
  })
  table.letRead(worker, { keys: [...keys, 'EVENTS#', 'LIST#', 'NOTES#', 'TICKET#', 'TICKETKINDS#'] })
  table.letQuery(worker, { keys: ['CUSTOMER#'], indexes: [...listIndexes, thinIndex] })
  table.letQuery(worker, { keys: ['TICKET#'], indexes: ['byTier'] })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letSealOf(worker, ['cus_'])
  vault.letDerive(worker)
}
