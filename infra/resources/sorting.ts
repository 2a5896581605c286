import { anchorIndexes } from '../../adapters/dynamo/table/indexes.ts'
import { autoAnswersRoutes } from '../../functions/http/auto-answers.routes.ts'
import { priorityTableRoutes } from '../../functions/http/priority-table.routes.ts'
import { sortingRoutes } from '../../functions/http/sorting.routes.ts'
import { sortingDryRunRoutes } from '../../functions/http/sorting-dry-run.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

const keys = ['SORTING#', 'AUTOANSWERS#', 'IDEMPOTENCY#sorting']

/** Tries rules on what was said in tickets, and opens no seal for it. */
export const mountSorting = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Sorting', {
    house,
    gateway,
    entry: 'sorting',
    routes: { ...sortingRoutes, ...sortingDryRunRoutes, ...priorityTableRoutes, ...autoAnswersRoutes },
    impact: 'Nobody can change how tickets are sorted or what the desk says by itself; both go on as they were',
  })
  table.letRead(worker, { keys: [...keys, 'CUSTOMER#', 'LIST#', 'TICKETKINDS#', 'SERVICELEVEL#', 'TICKETS#', 'EVENTS#'] })
  table.letQuery(worker, { keys: ['TICKET#'], indexes: anchorIndexes })
  table.letWrite(worker, { keys })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letDerive(worker)
}
