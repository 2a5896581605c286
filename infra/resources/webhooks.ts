import { webhookRoutes } from '../../functions/http/webhooks.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

/** Deliveries stand behind `WEBHOOK#whk_`: what people do with webhooks reads them and leaves the writing to the job. */
const written = ['WEBHOOK#all', 'IDEMPOTENCY#webhooks']

export const mountWebhooks = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Webhooks', {
    house,
    gateway,
    entry: 'webhooks',
    routes: webhookRoutes,
    impact: 'Nobody can set up, pause or look into webhooks; events are sent all the same',
  })
  table.letRead(worker, { keys: ['WEBHOOK#', 'IDEMPOTENCY#webhooks'] })
  table.letWrite(worker, { keys: written })
  table.letPut(worker, { keys: ['EVENTS#'] })
  vault.letSealOf(worker, ['whk_'])
  vault.letDerive(worker)
  if (house.settings.loopbackTargets) worker.addEnvironment('LOOPBACK_TARGETS', 'allowed')
}
