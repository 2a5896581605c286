import { KMSClient } from '@aws-sdk/client-kms'
import { documentClient } from '../../adapters/dynamo/client.ts'
import { cursorsWith } from '../../adapters/dynamo/cursor.ts'
import { customerQueries } from '../../adapters/dynamo/customer-queries.ts'
import { customerStore } from '../../adapters/dynamo/customer-store.ts'
import { allLists } from '../../adapters/dynamo/list-store.ts'
import { onceIn } from '../../adapters/dynamo/once.ts'
import { Table } from '../../adapters/dynamo/table.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import { openVault } from '../../adapters/vault/vault.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { purposes } from '../runtime/purposes.ts'
import { customerRoutes } from './customers.routes.ts'

const env = Environment.pick({ TABLE_NAME: true, KEY_STORE_TABLE_NAME: true, SEALING_KEY_ARN: true, DERIVING_KEY_ID: true }).parse(
  process.env,
)
const dynamo = documentClient()
const kms = new KMSClient()
const table = new Table(dynamo, env.TABLE_NAME)
const vault = openVault({
  tableName: env.TABLE_NAME,
  keyStoreTableName: env.KEY_STORE_TABLE_NAME,
  sealingKeyArn: env.SEALING_KEY_ARN,
  derivingKeyId: env.DERIVING_KEY_ID,
  dynamo,
  kms,
})
const derived = (purpose: string) => () => deriveKey(kms, env.DERIVING_KEY_ID, purpose)

export const handler = httpHandler(customerRoutes, {
  ports: {
    customers: customerStore(table, vault),
    queries: customerQueries(table, vault, cursorsWith(derived(purposes.cursor))),
    lists: allLists(table),
  },
  once: onceIn({ client: dynamo, tableName: env.TABLE_NAME, name: 'customers', fingerprintKey: derived(purposes.fingerprint) }),
})
