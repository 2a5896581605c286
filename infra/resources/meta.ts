import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { metaRoutes } from '../../functions/http/meta.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import { UnknownPaths } from '../constructs/unknown-paths.ts'
import type { Site } from './site.ts'

/** Health, the API's description and its page, and the answer to what is no operation. It may look at every dependency and at no record. */
export const mountMeta = ({ scope, house, gateway, table, vault, events }: Site): void => {
  const meta = new HttpResource(scope, 'Meta', {
    house,
    gateway,
    entry: 'meta',
    routes: metaRoutes,
    impact: 'Nobody can tell from outside whether the system is well, or read how to call it',
  })
  new UnknownPaths(scope, 'UnknownPaths', { gateway, answeredBy: meta })
  const { worker } = meta
  table.letRead(worker, { keys: ['SYSTEM#'] })
  table.letPut(worker, { keys: ['SYSTEM#'] })
  vault.letDescribe(worker)
  worker.addToRolePolicy(new PolicyStatement({ actions: ['sns:GetTopicAttributes'], resources: [events.topicArn] }))
  worker.addEnvironment('TOPIC_ARN', events.topicArn)
}
