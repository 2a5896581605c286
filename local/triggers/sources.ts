import { nameOfArn, queueUrl } from '../assembly/place.ts'
import type { Clock } from '../clock.ts'
import type { Engines } from '../engines/engines.ts'
import type { Functions, RunningFunction } from '../functions/functions.ts'
import type { Ledger } from '../ledger.ts'
import { type Mapping, queueMappings, readMappings, streamMappings, tableFollowed } from './mappings.ts'
import { followQueue } from './queue-source.ts'
import { followStream } from './stream-source.ts'

type Context = {
  readonly engines: Engines
  readonly functions: Functions
  readonly ledger: Ledger
  readonly clock: Clock
  readonly region: string
}

const target = (functions: Functions, { id, function: name }: Mapping): RunningFunction => {
  const found = functions.find(name)
  if (!found) throw new Error(`${id} feeds ${name}, which does not run here`)
  return found
}

/** Sends a text to the queue or topic of an ARN. */
export const sendTo = async ({ queues }: Engines, arn: string, text: string): Promise<void> => {
  if (arn.includes(':sns:')) await queues.notify('Publish', { TopicArn: arn, Message: text })
  else await queues.call('AmazonSQS.SendMessage', { QueueUrl: queueUrl(queues.url, nameOfArn(arn)), MessageBody: text })
}

/** Feeds every function from its queues and streams. Resolves, once aborted and the batches in hand are through. */
export const startSources = (context: Context, signal: AbortSignal): Promise<unknown> => {
  const { engines, functions, ledger, clock, region } = context
  const mappings = readMappings(engines.assembly)
  const fromQueues = queueMappings(mappings).map((mapping) =>
    followQueue(
      {
        mapping,
        function: target(functions, mapping),
        call: engines.queues.call,
        url: queueUrl(engines.queues.url, nameOfArn(mapping.source)),
        region,
      },
      signal,
    ),
  )
  const fromStreams = streamMappings(mappings).map((mapping) => {
    const name = tableFollowed(mapping)
    const table = engines.tables.find((known) => known.name === name)
    if (!table) throw new Error(`${mapping.id} follows ${name}, which is no table here`)
    const report = async (notice: string): Promise<void> => {
      if (mapping.onFailure) await sendTo(engines, mapping.onFailure, notice)
    }
    return followStream(
      { mapping, function: target(functions, mapping), table, engine: engines.table, ledger, clock, region, report },
      signal,
    )
  })
  return Promise.all([...fromQueues, ...fromStreams])
}
