import { unsubscribeRoutes } from '../../functions/http/unsubscribe.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

/** Open to everyone who holds a token from a mail, so it may write that somebody wants no more, and nothing else. */
export const mountUnsubscribe = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Unsubscribe', {
    house,
    gateway,
    entry: 'unsubscribe',
    routes: unsubscribeRoutes,
    impact: 'Those who want no more marketing or surveys cannot say so, which the law gives them',
  })
  table.letRead(worker, { keys: ['SUPPRESSION#'] })
  table.letWrite(worker, { keys: ['SUPPRESSION#'] })
  table.letPut(worker, { keys: ['EVENTS#sup_', 'EVENTS#cus_'] })
  vault.letSignLinks(worker)
}
