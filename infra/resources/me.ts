import { meRoutes } from '../../functions/http/me.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

const keys = ['STAFF#', 'IDEMPOTENCY#me']

export const mountMe = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Me', {
    house,
    gateway,
    entry: 'me',
    routes: meRoutes,
    impact: 'Staff cannot say when, where and how loudly they want to be told of what',
  })
  table.letRead(worker, { keys })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letSealOf(worker, ['stf_'])
  vault.letDerive(worker)
}
