import { anchorIndexes } from '../../adapters/dynamo/table/indexes.ts'
import { reviewRoutes } from '../../functions/http/reviews.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

const keys = ['REVIEW#', 'IDEMPOTENCY#reviews']

export const mountReviews = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Reviews', {
    house,
    gateway,
    entry: 'reviews',
    routes: reviewRoutes,
    impact: 'Staff cannot see whose data wait to be reviewed, or say that they have been',
  })
  table.letRead(worker, { keys: [...keys, 'CUSTOMER#', 'LIST#'] })
  table.letQuery(worker, { keys: ['REVIEW#'], indexes: anchorIndexes })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letDerive(worker)
}
