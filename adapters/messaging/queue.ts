import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from '@aws-sdk/client-sqs'
import { Failure } from '../../domain/kernel/failure.ts'

const largestBatch = 10

/** The queue did not take every message; the sender runs again. */
class QueueBusy extends Failure {
  override readonly name = 'QueueBusy'
}

type Entry = Omit<SendMessageBatchRequestEntry, 'Id'>

const batchesOf = (entries: readonly Entry[]): readonly (readonly Entry[])[] =>
  Array.from({ length: Math.ceil(entries.length / largestBatch) }, (_, i) => entries.slice(i * largestBatch, (i + 1) * largestBatch))

const sendBatch = async (sqs: SQSClient, queueUrl: string, batch: readonly Entry[]): Promise<void> => {
  const Entries = batch.map((entry, i) => ({ Id: String(i), ...entry }))
  const answer = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }))
  const failed = answer.Failed?.length ?? 0
  if (failed > 0) throw new QueueBusy(`${failed} messages were not taken`)
}

type Delayed = {
  /** How many seconds nobody receives it, up to 900. */
  readonly seconds: number
  readonly body: unknown
}

/** So many batches are under way at once: a standard queue keeps no order, and whoever sends a hundred thousand waits for each answer. */
const beside = 5

/** Sends messages to a standard queue, each to be received after its delay. Throws `QueueBusy`. */
export const sendDelayed = async (sqs: SQSClient, queueUrl: string, messages: readonly Delayed[]): Promise<void> => {
  const batches = batchesOf(messages.map(({ seconds, body }) => ({ MessageBody: JSON.stringify(body), DelaySeconds: seconds })))
  for (let start = 0; start < batches.length; start += beside)
    await Promise.all(batches.slice(start, start + beside).map((batch) => sendBatch(sqs, queueUrl, batch)))
}
