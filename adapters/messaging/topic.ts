import { PublishBatchCommand, type SNSClient } from '@aws-sdk/client-sns'
import type { EventEnvelope } from '../../domain/kernel/event-envelope.ts'

/** How many messages SNS takes at once. */
export const largestBatch = 10

/**
 * What is published says that something happened, to whom and by whom, not what: a message has a bound that an event has
 * not (256 KiB for a whole batch), and names, notes and reasons need not lie in queues. Who needs more reads the event by
 * its id.
 */
const notice = ({ data: _data, why: _why, ...envelope }: EventEnvelope): string => JSON.stringify(envelope)

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
        Message: notice(event),
        MessageGroupId: event.subject.id,
        MessageDeduplicationId: event.id,
        MessageAttributes: { type: { DataType: 'String', StringValue: event.type } },
      })),
    }),
  )
  return new Set((answer.Failed ?? []).flatMap(({ Id }) => Id ?? []))
}
