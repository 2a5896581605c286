import { SQSClient } from '@aws-sdk/client-sqs'
import type { Context } from 'aws-lambda'
import { dueIndexOf } from '../../adapters/dynamo/due-index.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { sendDelayed } from '../../adapters/messaging/queue.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import { Environment } from '../runtime/environment.ts'
import { log } from '../runtime/log.ts'
import { sweepDue } from './sweep-due.ts'

const env = Environment.pick({ TABLE_NAME: true, DUE_QUEUES: true }).parse(process.env)
const index = dueIndexOf(new Table(documentClient(), env.TABLE_NAME))
const sqs = new SQSClient({ maxAttempts: 5 })

/** The time that a page (200 of each shard) may take at most: with less than that left, the next sweep goes on. */
const onePage = 8_000

/** Every minute: what falls due within the next one goes to the job that looks after it. */
export const handler = async (_event: unknown, context: Context): Promise<void> => {
  const strays = new Set<string>()
  const swept = await sweepDue({
    index,
    hand: async (kind, entries) => {
      const url = env.DUE_QUEUES[kind]
      const messages = entries.map(({ due, seconds }) => ({ seconds, body: due }))
      if (url) await sendDelayed(sqs, url, messages)
      else strays.add(kind)
    },
    now: () => Date.now(),
    hasTime: () => context.getRemainingTimeInMillis() > onePage,
  })
  if (swept.handed > 0) log.info('swept', swept)
  // A deployment that was put together wrongly: it holds back nothing else, and rings the alarm.
  if (strays.size > 0) throw new Failure(`nobody looks after what falls due of ${[...strays].join(', ')}`)
}
