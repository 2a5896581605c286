import * as z from 'zod'
import type { Assembly } from '../assembly/assembly.ts'
import { JsonObject } from '../assembly/json.ts'
import { declared, kind } from '../assembly/kind.ts'
import { queueUrl } from '../assembly/place.ts'
import type { QueueEngine } from './queue-engine.ts'

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String)

export const queueKind = kind(
  'AWS::SQS::Queue',
  {
    VisibilityTimeout: text.optional(),
    DelaySeconds: text.optional(),
    MaximumMessageSize: text.optional(),
    MessageRetentionPeriod: text.optional(),
    ReceiveMessageWaitTimeSeconds: text.optional(),
    RedrivePolicy: JsonObject.transform((policy) => JSON.stringify(policy)).optional(),
    FifoQueue: text.optional(),
    ContentBasedDeduplication: text.optional(),
  },
  [
    'QueueName',
    'SqsManagedSseEnabled',
    'KmsMasterKeyId',
    'KmsDataKeyReusePeriodSeconds',
    'Tags',
    'RedriveAllowPolicy',
    'FifoThroughputLimit',
    'DeduplicationScope',
  ],
)
export const topicKind = kind('AWS::SNS::Topic', { FifoTopic: text.optional(), ContentBasedDeduplication: text.optional() }, [
  'TopicName',
  'DisplayName',
  'KmsMasterKeyId',
  'TracingConfig',
  'Tags',
  'FifoThroughputScope',
  'SignatureVersion',
])
export const subscriptionKind = kind(
  'AWS::SNS::Subscription',
  {
    TopicArn: z.string(),
    Endpoint: z.string().optional(),
    Protocol: z.string(),
    FilterPolicy: JsonObject.transform((policy) => JSON.stringify(policy)).optional(),
    FilterPolicyScope: z.string().optional(),
    RawMessageDelivery: text.optional(),
  },
  ['Region'],
)

const createQueues = async ({ call, counts, url }: QueueEngine, assembly: Assembly): Promise<void> => {
  const known = new Set((await counts()).keys())
  for (const { name, given } of declared(assembly, queueKind)) {
    const attributes = Object.fromEntries(Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))
    const { FifoQueue, ...changeable } = attributes
    if (!known.has(name)) await call('AmazonSQS.CreateQueue', { QueueName: name, Attributes: attributes })
    else if (Object.keys(changeable).length > 0)
      await call('AmazonSQS.SetQueueAttributes', { QueueUrl: queueUrl(url, name), Attributes: changeable })
  }
}

const createTopics = async ({ notify }: QueueEngine, assembly: Assembly): Promise<void> => {
  for (const { name, arn, given } of declared(assembly, topicKind)) {
    // Subscriptions belong to the template alone: an old topic goes with those that it had.
    await notify('DeleteTopic', { TopicArn: arn })
    await notify('CreateTopic', { Name: name }, given)
  }
}

const subscribe = async ({ notify }: QueueEngine, assembly: Assembly): Promise<readonly string[]> => {
  const undeliverable: string[] = []
  for (const { stack, id, given } of declared(assembly, subscriptionKind)) {
    const { TopicArn, Protocol, Endpoint, ...attributes } = given
    if (Protocol === 'sqs' && Endpoint) await notify('Subscribe', { TopicArn, Protocol, Endpoint }, attributes)
    else undeliverable.push(`${stack}/${id}: a subscription over ${Protocol} delivers nothing here, only sqs does`)
  }
  return undeliverable
}

/** Makes the queues, topics and subscriptions of the templates. Returns what it could not, one line each. */
export const createMessaging = async (engine: QueueEngine, assembly: Assembly): Promise<readonly string[]> => {
  await createQueues(engine, assembly)
  await createTopics(engine, assembly)
  return subscribe(engine, assembly)
}
