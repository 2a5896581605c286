import { createHash } from 'node:crypto'
import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from '@aws-sdk/client-sqs'

const largestBatch = 10

/** The queue did not take every message; the sender runs again. */
class QueueBusy extends Error {
  override readonly name = 'QueueBusy'
}

const send = async (sqs: SQSClient, queueUrl: string, entries: readonly Omit<SendMessageBatchRequestEntry, 'Id'>[]): Promise<void> => {
  for (let start = 0; start < entries.length; start += largestBatch) {
    const Entries = entries.slice(start, start + largestBatch).map((entry, i) => ({ Id: String(i), ...entry }))
    const answer = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }))
    const failed = answer.Failed?.length ?? 0
    if (failed > 0) throw new QueueBusy(`${failed} messages were not taken`)
  }
}

type Grouped = { readonly group: string; readonly body: unknown }

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Sends messages to a FIFO queue; the same body to the same group within five minutes counts once. Throws `QueueBusy`. */
export const sendInOrder = (sqs: SQSClient, queueUrl: string, messages: readonly Grouped[]): Promise<void> =>
  send(
    sqs,
    queueUrl,
    messages.map(({ group, body }) => ({
      MessageBody: JSON.stringify(body),
      MessageGroupId: group,
      MessageDeduplicationId: digest(`${group}\n${JSON.stringify(body)}`),
    })),
  )

type Delayed = {
  /** How many seconds nobody receives it, up to 900. */
  readonly seconds: number
  readonly body: unknown
}

/** Sends messages to a standard queue, each to be received after its delay. Throws `QueueBusy`. */
export const sendDelayed = (sqs: SQSClient, queueUrl: string, messages: readonly Delayed[]): Promise<void> =>
  send(
    sqs,
    queueUrl,
    messages.map(({ seconds, body }) => ({ MessageBody: JSON.stringify(body), DelaySeconds: seconds })),
  )
