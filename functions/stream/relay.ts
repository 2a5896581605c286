import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { SNSClient } from '@aws-sdk/client-sns'
import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import * as z from 'zod'
import { readEvent } from '../../adapters/dynamo/events/event-log.ts'
import { largestBatch, publish } from '../../adapters/messaging/topic.ts'
import { Environment } from '../runtime/environment.ts'
import { log } from '../runtime/log.ts'
import { relayBatch, type Streamed } from './relay-batch.ts'

const { TOPIC_ARN } = Environment.pick({ TOPIC_ARN: true }).parse(process.env)
const sns = new SNSClient({ maxAttempts: 5 })

const Image = z.record(
  z.string(),
  z.custom<AttributeValue>((value) => typeof value === 'object'),
)

/** The event in a stream record: the stream hands over nothing else. */
const streamed = ({ dynamodb }: DynamoDBRecord): Streamed => ({
  position: z.string().parse(dynamodb?.SequenceNumber),
  event: readEvent(unmarshall(Image.parse(dynamodb?.NewImage))),
})

/** Committed events to the topic: each at least once, those of one subject in their order. */
export const handler = async ({ Records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
  const events = Records.map(streamed)
  const failedAt = await relayBatch(events, (wave) => publish(sns, TOPIC_ARN, wave), largestBatch)
  log.info('relayed', { events: events.length, failed: failedAt !== undefined })
  return { batchItemFailures: failedAt === undefined ? [] : [{ itemIdentifier: failedAt }] }
}
