import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import type { Json } from '../assembly/json.ts'
import { nameOfArn } from '../assembly/place.ts'
import type { AwsCall } from '../engines/aws-call.ts'
import type { RunningFunction } from '../functions/functions.ts'
import { failuresIn, type Mapping } from './mappings.ts'

const Received = z.object({
  Messages: z
    .array(
      z.object({
        MessageId: z.string(),
        ReceiptHandle: z.string(),
        Body: z.string(),
        MD5OfBody: z.string(),
        Attributes: z.record(z.string(), z.string()).default({}),
        MessageAttributes: z
          .record(z.string(), z.object({ DataType: z.string(), StringValue: z.string().optional(), BinaryValue: z.string().optional() }))
          .default({}),
      }),
    )
    .default([]),
})
type Message = z.output<typeof Received>['Messages'][number]

export type QueueSource = {
  readonly mapping: Mapping
  readonly function: RunningFunction
  readonly call: AwsCall
  readonly url: string
  readonly region: string
}

const receive = async (
  { call, url }: QueueSource,
  { count, waitSeconds }: { readonly count: number; readonly waitSeconds: number },
  signal: AbortSignal,
): Promise<readonly Message[]> => {
  const asked = {
    QueueUrl: url,
    MaxNumberOfMessages: Math.min(10, count),
    WaitTimeSeconds: waitSeconds,
    AttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  }
  return Received.parse(await call('AmazonSQS.ReceiveMessage', asked, signal)).Messages
}

/** Waits for a first message, then takes more until the batch is full, the window is over, or without a window the queue is empty. */
const gather = async (source: QueueSource, signal: AbortSignal): Promise<readonly Message[]> => {
  const { batchSize, windowMs } = source.mapping
  const batch = [...(await receive(source, { count: batchSize, waitSeconds: 20 }, signal))]
  const until = performance.now() + windowMs
  while (batch.length > 0 && batch.length < batchSize) {
    const left = Math.ceil((until - performance.now()) / 1000)
    const more = await receive(source, { count: batchSize - batch.length, waitSeconds: Math.max(0, left) }, signal)
    batch.push(...more)
    if (more.length === 0 && performance.now() >= until) break
  }
  return batch
}

const attributeOf = ({ DataType, StringValue, BinaryValue }: Message['MessageAttributes'][string]): Json => ({
  ...(StringValue !== undefined && { stringValue: StringValue }),
  ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
  stringListValues: [],
  binaryListValues: [],
  dataType: DataType,
})

const recordOf = (message: Message, { mapping, region }: QueueSource) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes,
  messageAttributes: Object.fromEntries(Object.entries(message.MessageAttributes).map(([name, value]) => [name, attributeOf(value)])),
  md5OfBody: message.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: mapping.source,
  awsRegion: region,
})

/** What a filter sees: the record, its body as an object where it is one. */
const filtered = (record: ReturnType<typeof recordOf>): Json => {
  try {
    return { ...record, body: JSON.parse(record.body) }
  } catch (cause) {
    if (cause instanceof SyntaxError) return record
    throw cause
  }
}

const remove = async ({ call, url }: QueueSource, messages: readonly Message[]): Promise<void> => {
  for (let from = 0; from < messages.length; from += 10) {
    const Entries = messages.slice(from, from + 10).map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }))
    await call('AmazonSQS.DeleteMessageBatch', { QueueUrl: url, Entries })
  }
}

/** Invokes the function with a batch. Messages that succeed or that the filter refuses are deleted; the rest come back when their visibility ends. */
const handle = async (source: QueueSource, batch: readonly Message[]): Promise<void> => {
  const { mapping } = source
  const wanted = batch.filter((message) => mapping.accepts(filtered(recordOf(message, source))))
  await remove(
    source,
    batch.filter((message) => !wanted.includes(message)),
  )
  if (wanted.length === 0) return
  const { error, result } = await source.function.invoke(JSON.stringify({ Records: wanted.map((message) => recordOf(message, source)) }))
  if (error) return
  const failed = mapping.partial ? failuresIn(result) : []
  if (failed && !failed.some((id) => !wanted.some(({ MessageId }) => MessageId === id)))
    await remove(
      source,
      wanted.filter(({ MessageId }) => !failed.includes(MessageId)),
    )
}

const poll = async (source: QueueSource, signal: AbortSignal): Promise<void> => {
  while (!signal.aborted) {
    try {
      const batch = await gather(source, signal)
      if (batch.length > 0) await handle(source, batch)
    } catch (cause) {
      if (signal.aborted) return
      console.error(`${source.mapping.id}: ${nameOfArn(source.mapping.source)}:`, cause)
      await pause(1000, undefined, { ref: false })
    }
  }
}

/** Feeds a function from its queue until `signal` aborts; resolves when the last batch is through. */
export const followQueue = (source: QueueSource, signal: AbortSignal): Promise<unknown> =>
  Promise.all(
    Array.from({ length: Math.max(1, Math.min(source.mapping.concurrency, source.function.plan.concurrency)) }, () => poll(source, signal)),
  )
