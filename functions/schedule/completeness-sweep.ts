import { SQSClient } from '@aws-sdk/client-sqs'
import { completenessStore } from '../../adapters/dynamo/customers/completeness-store.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { sendDelayed } from '../../adapters/messaging/queue.ts'
import { Environment } from '../runtime/environment.ts'
import { log } from '../runtime/log.ts'

const env = Environment.pick({ TABLE_NAME: true, COMPLETENESS_QUEUE_URL: true }).parse(process.env)
const store = completenessStore(new Table(documentClient(), env.TABLE_NAME))
const sqs = new SQSClient({ maxAttempts: 5 })

/** Hands every customer whose completeness was worked out under other weights to the job. Running it twice does no harm. */
export const handler = async (): Promise<void> => {
  const at = new Date().toISOString()
  let found = 0
  for await (const customers of store.outdated()) {
    const messages = customers.map((id) => ({ seconds: 0, body: { kind: 'customer', id, at } }))
    await sendDelayed(sqs, env.COMPLETENESS_QUEUE_URL, messages)
    found += customers.length
  }
  log.info('completeness swept', { found })
}
