import { unmarshall } from '@aws-sdk/util-dynamodb'
import { readEvent } from '../../adapters/dynamo/events/event-log.ts'
import type { EventEnvelope } from '../../domain/kernel/event-envelope.ts'
import { JsonObject } from '../../local/assembly/json.ts'
import { declared } from '../../local/assembly/kind.ts'
import type { Engines } from '../../local/engines/engines.ts'
import { subscriptionKind } from '../../local/engines/queues.ts'
import { matches } from '../../local/triggers/event-pattern.ts'
import { queueMappings, readMappings, streamMappings } from '../../local/triggers/mappings.ts'
import { openShard, type StreamRecord, shardsOf } from '../../local/triggers/stream-reader.ts'

/** What follows a call: the events that were published, the messages that jobs dealt with, and what those jobs used. */
export type After = {
  readonly events: number
  readonly handled: number
  readonly reads: number
  readonly writes: number
  readonly kms: number
}
const nothing: After = { events: 0, handled: 0, reads: 0, writes: 0, kms: 0 }

/** An event as it comes to the relay, and what it says. */
export type Committed = { readonly record: StreamRecord; readonly event: EventEnvelope }

/** A message as a job's queue hands it over. */
export const batchOf = (body: object, group = 'a') => ({
  Records: [{ messageId: crypto.randomUUID(), body: JSON.stringify(body), attributes: { MessageGroupId: group }, eventSource: 'aws:sqs' }],
})

/** An event as the relay publishes it: without what it says. */
export const noticeOf = ({ event: { data: _data, why: _why, ...notice } }: Committed) => notice

const committed = (record: StreamRecord): Committed => ({
  record,
  event: readEvent(unmarshall((record.dynamodb as unknown as { NewImage: Record<string, never> }).NewImage)),
})

/**
 * Those of one record in their order, and records by the kind of their first: what is committed together has no order of its own, and
 * what its jobs read must not depend on one.
 */
const settled = (events: readonly Committed[]): readonly Committed[] =>
  [...Map.groupBy(events, ({ event }) => event.subject.id).values()]
    .toSorted(([a], [b]) => (a && b && a.event.type < b.event.type ? -1 : 1))
    .flat()

/** Answers at each call the events that were committed since the last one. */
export const followEvents = async ({ assembly, tables, table: { call } }: Engines) => {
  const name = tables.find(({ expiry }) => expiry)?.name ?? ''
  const relays = streamMappings(readMappings(assembly))
  const { arn, shards } = await shardsOf(call, name)
  const open = shards.map((id) => openShard(call, { arn, id }, () => ({ after: undefined, otherwise: 'TRIM_HORIZON' })))
  return async (): Promise<readonly Committed[]> => {
    const news: StreamRecord[] = []
    for (const shard of open) for (let read = await shard.read(1000); read.length > 0; read = await shard.read(1000)) news.push(...read)
    const wanted = news.filter((record) => relays.some(({ accepts }) => accepts(JsonObject.parse(record))))
    return settled(wanted.map(committed))
  }
}

/** The functions that hear of an event, by the subscriptions of the templates. */
export const hearersIn = ({ assembly }: Engines) => {
  const queues = queueMappings(readMappings(assembly))
  const heard = declared(assembly, subscriptionKind).flatMap(({ given: { FilterPolicy, Endpoint } }) => {
    const policy = FilterPolicy === undefined ? undefined : JsonObject.parse(JSON.parse(FilterPolicy))
    return policy ? queues.filter(({ source }) => source === Endpoint).map((queue) => ({ policy, function: queue.function })) : []
  })
  return (type: string) => heard.filter(({ policy }) => matches(policy, { type })).map((one) => one.function)
}

type Used = Pick<After, 'reads' | 'writes' | 'kms'>
type Following = { readonly news: () => Promise<readonly Committed[]>; readonly run: (job: string, event: object) => Promise<Used> }

/** Has every job deal with what it hears of, and with what they leave in turn, until nothing is left. */
export const aftermathOf = (engines: Engines, { news, run }: Following) => {
  const hearers = hearersIn(engines)
  return async (first: readonly Committed[]): Promise<After> => {
    let sum = nothing
    for (let left = first; left.length > 0; left = await news()) {
      sum = { ...sum, events: sum.events + left.length }
      for (const one of left)
        for (const job of hearers(one.event.type)) {
          const { reads, writes, kms } = await run(job, batchOf(noticeOf(one), one.event.subject.id))
          sum = { ...sum, handled: sum.handled + 1, reads: sum.reads + reads, writes: sum.writes + writes, kms: sum.kms + kms }
        }
    }
    return sum
  }
}
