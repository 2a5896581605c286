import { setTimeout as pause } from 'node:timers/promises'
import { isObject, type Json, JsonObject } from '../assembly/json.ts'
import type { Clock } from '../clock.ts'
import type { TableEngine } from '../engines/table-engine.ts'
import type { Table } from '../engines/tables.ts'
import type { RunningFunction } from '../functions/functions.ts'
import type { Ledger } from '../ledger.ts'
import type { Mapping } from './mappings.ts'
import { type BatchWork, dealWith, type Given } from './stream-batch.ts'
import { openShard, type Shard, type StreamRecord, shardsOf } from './stream-reader.ts'

export type StreamSource = {
  readonly mapping: Mapping
  readonly function: RunningFunction
  readonly table: Table
  readonly engine: TableEngine
  readonly ledger: Ledger
  readonly clock: Clock
  readonly region: string
  /** Sends a notice (JSON) of records given up on to the mapping's destination. */
  readonly report: (notice: string) => Promise<void>
}

/** Times on the deployment's clock; a removal by expiry carries the mark by which functions tell it from one by a person. */
const shaped =
  ({ table, clock, mapping, region }: StreamSource) =>
  (record: StreamRecord): object => {
    const { OldImage, ApproximateCreationDateTime } = record.dynamodb
    const at = ApproximateCreationDateTime + Math.round(clock.offset() / 1000)
    const expiry = OldImage?.[table.expiry ?? '']
    const hasExpired = record.eventName === 'REMOVE' && isObject(expiry) && Number(expiry['N']) <= at
    return {
      ...record,
      awsRegion: region,
      eventSourceARN: mapping.source,
      dynamodb: { ...record.dynamodb, ApproximateCreationDateTime: at },
      ...(hasExpired && { userIdentity: { type: 'Service', principalId: 'dynamodb.amazonaws.com' } }),
    }
  }

const notice = ({ mapping, function: { plan } }: StreamSource, shard: Shard, { records, attempts, reason }: Given): string =>
  JSON.stringify({
    requestContext: { functionArn: plan.arn, condition: 'RetryAttemptsExhausted', approximateInvokeCount: attempts },
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: reason },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId: shard.id,
      startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
      batchSize: records.length,
      streamArn: mapping.source,
    },
  })

const asJson = (record: object): Json => JsonObject.parse(record)

/** One shard of the stream, and the ledger's key for how far its records are dealt with. */
type Followed = { readonly source: StreamSource; readonly shard: Shard; readonly key: string }

const workOn = ({ source, shard, key }: Followed, signal: AbortSignal): BatchWork => ({
  mapping: source.mapping,
  function: source.function,
  signal,
  eventOf: shaped(source),
  keep: ({ dynamodb }) => source.ledger.set(key, dynamodb.SequenceNumber),
  giveUp: async (given) => {
    const text = notice(source, shard, given)
    console.error(`${source.mapping.id}: gave up on records: ${text}`)
    await source.report(text)
  },
  isTooOld: ({ dynamodb }) =>
    source.mapping.maxAgeMs >= 0 &&
    Date.now() - source.clock.offset() - dynamodb.ApproximateCreationDateTime * 1000 > source.mapping.maxAgeMs,
})

/** Reads until the stream has no more, one batch after another. */
const drain = async (shard: Shard, work: BatchWork): Promise<void> => {
  const { mapping } = work
  for (
    let read = await shard.read(mapping.batchSize);
    read.length > 0 && !work.signal.aborted;
    read = await shard.read(mapping.batchSize)
  ) {
    const wanted = read.filter((record) => mapping.accepts(asJson(work.eventOf(record))))
    await dealWith(work, wanted)
    const last = read.at(-1)
    if (last && !work.signal.aborted) work.keep(last)
  }
}

const followShard = async (followed: Followed, signal: AbortSignal): Promise<void> => {
  const { source, shard } = followed
  const work = workOn(followed, signal)
  let wake = Promise.withResolvers<void>()
  const ring = (): void => wake.resolve()
  const end = source.engine.onWrite(ring)
  signal.addEventListener('abort', ring)
  while (!signal.aborted) {
    wake = Promise.withResolvers<void>()
    try {
      await source.function.reading(() => drain(shard, work))
      await wake.promise
    } catch (cause) {
      if (signal.aborted) break
      console.error(`${source.mapping.id}:`, cause)
      shard.rewind()
      await source.function.reading(() => pause(1000))
    }
  }
  end()
}

/** Under what the ledger keeps how far the records of a shard are dealt with. */
export const checkpointOf = ({ id }: Pick<Mapping, 'id'>, shard: string): string => `checkpoint ${id} ${shard}`

/**
 * Feeds a function from its table's stream until `signal` aborts; resolves when the batch in hand is through. From the first moment
 * on the function counts as reading: whoever asks a deployment that has just started whether it is at rest is not told so before
 * what was left in the stream is seen.
 */
export const followStream = async (source: StreamSource, signal: AbortSignal): Promise<unknown> => {
  const { arn, shards } = await source.function.reading(() => shardsOf(source.engine.call, source.table.name))
  return Promise.all(
    shards.map((id) => {
      const key = checkpointOf(source.mapping, id)
      const shard = openShard(source.engine.call, { arn, id }, () => ({ after: source.ledger.get(key), otherwise: source.mapping.from }))
      return followShard({ source, shard, key }, signal)
    }),
  )
}
