import { Duration } from 'aws-cdk-lib'
import { offeredKinds } from '../../domain/webhooks/event-types.ts'
import { QueueWorker } from '../constructs/queue-worker.ts'
import type { JobSite, MountedJob } from './site.ts'

/** What happens to a webhook and is carried out here; of the rest the job hears nothing, so that no delivery brings forth another. */
const orders = ['webhook.ping', 'webhook.redelivery_ordered', 'webhook.replay_begun']

/** Events to whoever subscribed to them, and again to those that did not take them. */
export const mountWebhookDeliveries = ({ scope, house, table, vault, events }: JobSite): MountedJob => {
  const job = new QueueWorker(scope, 'WebhookDeliveries', {
    house,
    entry: 'webhook-deliveries',
    impact: 'Connected systems hear late, or not at all, of what happens here',
    topic: events,
    eventTypes: [...offeredKinds.map((kind) => `${kind}.`), ...orders],
    // A row of events of one record that each take ten seconds, and what is written around them.
    timeout: Duration.seconds(90),
    // Receivers are other people's servers: no more requests at once than they can be expected to stand.
    atOnce: 10,
  })
  table.letRead(job.worker, { keys: ['WEBHOOK#', 'EVENTS#'] })
  table.letWrite(job.worker, { keys: ['WEBHOOK#'] })
  table.letPut(job.worker, { keys: ['EVENTS#'] })
  vault.letSealOf(job.worker, ['whk_'])
  if (house.settings.loopbackTargets) job.worker.addEnvironment('LOOPBACK_TARGETS', 'allowed')
  return { job, due: ['delivery', 'webhook'] }
}
