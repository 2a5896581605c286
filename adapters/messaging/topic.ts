import { PublishBatchCommand, type SNSClient } from '@aws-sdk/client-sns'
import type { EventEnvelope } from '../../domain/kernel/event-envelope.ts'

/** How many messages SNS takes at once. */
export const largestBatch = 10

/**
 * Publishes events of different subjects in one call, and says which of them did not get through. The group is the
 * subject, so what follows an event keeps its order; the id drops a repetition within five minutes.
 */
export const publish = async (sns: SNSClient, topicArn: string, events: readonly EventEnvelope[]): Promise<ReadonlySet<string>> => {
  const answer = await sns.send(
    new PublishBatchCommand({
      TopicArn: topicArn,
      PublishBatchRequestEntries: events.map((event) => ({
        Id: event.id,
        Message: JSON.stringify(event),
        MessageGroupId: event.subject.id,
        MessageDeduplicationId: event.id,
        MessageAttributes: { type: { DataType: 'String', StringValue: event.type } },
      })),
    }),
  )
  return new Set((answer.Failed ?? []).flatMap(({ Id }) => Id ?? []))
}
