import { SQSClient } from '@aws-sdk/client-sqs'
import type { Context } from 'aws-lambda'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { roundsIn } from '../../adapters/dynamo/rounds.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { sendDelayed } from '../../adapters/messaging/queue.ts'
import { Environment } from '../runtime/environment.ts'
import { log } from '../runtime/log.ts'
import { goRound } from './go-round.ts'

const env = Environment.pick({ TABLE_NAME: true, CARE_QUEUE_URL: true }).parse(process.env)
const table = new Table(documentClient(), env.TABLE_NAME)
const sqs = new SQSClient({ maxAttempts: 5 })
const [rounds, lists] = [roundsIn(table), allLists(table)]

/** The time that a page may take at most. */
const onePage = 30_000

/** Every night: customers that were there before they were looked after, and all of them once the cadences have changed. */
export const handler = async (_event: unknown, context: Context): Promise<void> => {
  const at = new Date().toISOString()
  const handed = await goRound({
    rounds,
    lists,
    hand: (ids) =>
      sendDelayed(
        sqs,
        env.CARE_QUEUE_URL,
        ids.map((id) => ({ seconds: 0, body: { kind: 'customer', id, at } })),
      ),
    hasTime: () => context.getRemainingTimeInMillis() > onePage,
  })
  log.info('went round', { handed })
}
