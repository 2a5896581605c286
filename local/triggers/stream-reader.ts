import * as z from 'zod'
import { JsonObject } from '../assembly/json.ts'
import type { AwsCall } from '../engines/aws-call.ts'

const Streams = z.object({ Streams: z.array(z.object({ StreamArn: z.string() })) })
const Described = z.object({
  StreamDescription: z.object({ Shards: z.array(z.object({ ShardId: z.string(), ParentShardId: z.string().optional() })) }),
})
const Iterator = z.object({ ShardIterator: z.string() })
export const StreamRecord = z.looseObject({
  eventID: z.string(),
  eventName: z.string(),
  dynamodb: z.looseObject({
    SequenceNumber: z.string(),
    ApproximateCreationDateTime: z.number().default(0),
    OldImage: JsonObject.optional(),
  }),
})
export type StreamRecord = z.infer<typeof StreamRecord>
const Records = z.object({ Records: z.array(StreamRecord).default([]), NextShardIterator: z.string().nullish() })

/** Reads one shard from after the last record that was dealt with. */
export type Shard = { readonly id: string; readonly read: (limit: number) => Promise<readonly StreamRecord[]>; readonly rewind: () => void }
export type Position = { readonly after: string | undefined; readonly otherwise: 'TRIM_HORIZON' | 'LATEST' }

const target = (operation: string): string => `DynamoDBStreams_20120810.${operation}`

/** The shards of a table's stream, parents before children. Throws when the table has no stream. */
export const shardsOf = async (call: AwsCall, table: string): Promise<{ readonly arn: string; readonly shards: readonly string[] }> => {
  const arn = Streams.parse(await call(target('ListStreams'), { TableName: table })).Streams.at(-1)?.StreamArn
  if (!arn) throw new Error(`Table ${table} has no stream`)
  const { Shards } = Described.parse(await call(target('DescribeStream'), { StreamArn: arn })).StreamDescription
  return { arn, shards: Shards.map(({ ShardId }) => ShardId) }
}

/** `position` is asked whenever the reader must find its place: at the start and after `rewind`. */
export const openShard = (call: AwsCall, { arn, id }: { arn: string; id: string }, position: () => Position): Shard => {
  let iterator: string | undefined
  const find = async (): Promise<string> => {
    const { after, otherwise } = position()
    const place =
      after === undefined ? { ShardIteratorType: otherwise } : { ShardIteratorType: 'AFTER_SEQUENCE_NUMBER', SequenceNumber: after }
    return Iterator.parse(await call(target('GetShardIterator'), { StreamArn: arn, ShardId: id, ...place })).ShardIterator
  }
  return {
    id,
    read: async (limit) => {
      iterator ??= await find()
      const answer = Records.parse(await call(target('GetRecords'), { ShardIterator: iterator, Limit: Math.min(1000, limit) }))
      iterator = answer.NextShardIterator ?? undefined
      return answer.Records
    },
    rewind: () => {
      iterator = undefined
    },
  }
}
