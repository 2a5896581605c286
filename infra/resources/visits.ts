import { anchorIndexes } from '../../adapters/dynamo/table/indexes.ts'
import { reviewPackRoutes } from '../../functions/http/review-pack.routes.ts'
import { visitRoutes } from '../../functions/http/visits.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

const keys = ['VISIT#', 'VISITS#', 'IDEMPOTENCY#visits']
/** What the other nouns contribute to a review pack. */
const packed = ['REVIEW#', 'NOTES#', 'SURVEY#', 'SURVEYS#', 'TICKET#', 'TICKETKINDS#']

export const mountVisits = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Visits', {
    house,
    gateway,
    entry: 'visits',
    routes: { ...visitRoutes, ...reviewPackRoutes },
    impact: 'Staff cannot see whom they are to visit, or say what came of a visit',
  })
  table.letRead(worker, { keys: [...keys, 'CUSTOMER#', 'LIST#', ...packed] })
  table.letQuery(worker, { keys: ['VISIT#'], indexes: anchorIndexes })
  table.letQuery(worker, { keys: ['TICKET#'], indexes: ['byTier'] })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letDerive(worker)
}
