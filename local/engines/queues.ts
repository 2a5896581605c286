import { existsSync } from 'node:fs'
import { Server } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type FauxqsServer, startFauxqs } from 'fauxqs'
import * as z from 'zod'
import type { Assembly } from '../assembly/assembly.ts'
import { JsonObject } from '../assembly/json.ts'
import { declared, kind } from '../assembly/kind.ts'
import { nameOfArn, queueUrl } from '../assembly/place.ts'
import { type AwsCall, awsCall } from './aws-call.ts'

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
export const bucketKind = kind('AWS::S3::Bucket', {}, [
  'BucketName',
  'BucketEncryption',
  'PublicAccessBlockConfiguration',
  'VersioningConfiguration',
  'LifecycleConfiguration',
  'OwnershipControls',
  'LoggingConfiguration',
  'AccessControl',
  'Tags',
])

export type QueueEngine = {
  readonly url: string
  readonly call: AwsCall
  readonly server: FauxqsServer
  readonly stop: () => Promise<void>
}

const { listen } = Server.prototype

/** fauxqs listens on every interface and offers no choice: whatever asks for that while it starts gets loopback. */
const onLoopback = async <Started>(start: () => Promise<Started>): Promise<Started> => {
  Server.prototype.listen = function (...options: unknown[]) {
    const asked = options[0]
    if (typeof asked === 'object' && asked && 'host' in asked) asked.host = '127.0.0.1'
    return Reflect.apply(listen, this, options)
  }
  try {
    return await start()
  } finally {
    Server.prototype.listen = listen
  }
}

/**
 * In-flight messages of an earlier process are nobody's any more: they can be had again at once. fauxqs fails when it is
 * asked for that (it writes a null where its own table takes none), so its file says so before it is opened.
 */
const release = (folder: string): void => {
  const path = join(folder, 'fauxqs.db')
  if (!existsSync(path)) return
  const database = new DatabaseSync(path)
  const hasMessages = database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'sqs_messages'").get() !== undefined
  if (hasMessages) database.exec('UPDATE sqs_messages SET receipt_handle = NULL, visibility_deadline = NULL')
  database.close()
}

/** SQS, SNS and S3, kept in the data folder. */
export const startQueueEngine = async (dataDir: string, region: string): Promise<QueueEngine> => {
  release(join(dataDir, 'queues'))
  const started = await onLoopback(() => startFauxqs({ port: 0, logger: false, defaultRegion: region, dataDir: join(dataDir, 'queues') }))
  const url = `http://127.0.0.1:${started.port}`
  return { url, call: awsCall(url, region), server: started, stop: () => started.stop() }
}

const createQueues = async ({ server, call, url }: QueueEngine, assembly: Assembly): Promise<void> => {
  for (const { name, given } of declared(assembly, queueKind)) {
    const attributes = Object.fromEntries(Object.entries(given).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])))
    const { FifoQueue, ...changeable } = attributes
    if (!server.inspectQueue(name)) server.createQueue(name, { attributes })
    else if (Object.keys(changeable).length > 0)
      await call('AmazonSQS.SetQueueAttributes', { QueueUrl: queueUrl(url, name), Attributes: changeable })
  }
}

const createTopics = ({ server }: QueueEngine, assembly: Assembly): void => {
  for (const { name, given } of declared(assembly, topicKind)) {
    const attributes = {
      ...(given.FifoTopic && { FifoTopic: given.FifoTopic }),
      ...(given.ContentBasedDeduplication && { ContentBasedDeduplication: given.ContentBasedDeduplication }),
    }
    // Subscriptions belong to the template alone: an old topic goes with those that it had.
    server.deleteTopic(name)
    server.createTopic(name, { attributes })
  }
}

const subscribe = ({ server }: QueueEngine, assembly: Assembly): readonly string[] =>
  declared(assembly, subscriptionKind).flatMap(({ stack, id, given }) => {
    if (given.Protocol !== 'sqs' || !given.Endpoint)
      return [`${stack}/${id}: a subscription over ${given.Protocol} delivers nothing here, only sqs does`]
    server.subscribe({
      topic: nameOfArn(given.TopicArn),
      queue: nameOfArn(given.Endpoint),
      attributes: {
        ...(given.FilterPolicy && { FilterPolicy: given.FilterPolicy }),
        ...(given.FilterPolicyScope && { FilterPolicyScope: given.FilterPolicyScope }),
        ...(given.RawMessageDelivery && { RawMessageDelivery: given.RawMessageDelivery }),
      },
    })
    return []
  })

/** Makes the queues, topics, subscriptions and buckets of the templates. Returns what it could not, one line each. */
export const createMessaging = async (engine: QueueEngine, assembly: Assembly): Promise<readonly string[]> => {
  await createQueues(engine, assembly)
  createTopics(engine, assembly)
  for (const { name } of declared(assembly, bucketKind)) engine.server.createBucket(name)
  return subscribe(engine, assembly)
}
