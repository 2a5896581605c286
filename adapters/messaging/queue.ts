import { createHash } from 'node:crypto'
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs'

const largestBatch = 10

/** The queue did not take every message; the sender runs again. */
class QueueBusy extends Error {
  override readonly name = 'QueueBusy'
}

type Outgoing = { readonly group: string; readonly body: unknown }

/** Sends messages to a FIFO queue; the same body to the same group within five minutes counts once. Throws `QueueBusy`. */
export const sendAll = async (sqs: SQSClient, queueUrl: string, messages: readonly Outgoing[]): Promise<void> => {
  for (let start = 0; start < messages.length; start += largestBatch) {
    const answer = await sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: queueUrl,
        Entries: messages.slice(start, start + largestBatch).map(({ group, body }, i) => ({
          Id: String(i),
          MessageBody: JSON.stringify(body),
          MessageGroupId: group,
          MessageDeduplicationId: createHash('sha256')
            .update(`${group}\n${JSON.stringify(body)}`)
            .digest('hex'),
        })),
      }),
    )
    const failed = answer.Failed?.length ?? 0
    if (failed > 0) throw new QueueBusy(`${failed} messages were not taken`)
  }
}
