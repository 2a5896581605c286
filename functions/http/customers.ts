import { customerFiles } from '../../adapters/dynamo/customer-files.ts'
import { customerQueries } from '../../adapters/dynamo/customer-queries.ts'
import { customerStore } from '../../adapters/dynamo/customer-store.ts'
import { allLists } from '../../adapters/dynamo/list-store.ts'
import { openVault } from '../../adapters/vault/vault.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { customerRoutes } from './customers.routes.ts'
import { foundations } from './foundations.ts'
import { overviewRoutes } from './overview.routes.ts'

const env = Environment.pick({ TABLE_NAME: true, KEY_STORE_TABLE_NAME: true, SEALING_KEY_ARN: true, DERIVING_KEY_ID: true }).parse(
  process.env,
)
const { dynamo, kms, table, cursors, once } = foundations(env)
const vault = openVault({
  tableName: env.TABLE_NAME,
  keyStoreTableName: env.KEY_STORE_TABLE_NAME,
  sealingKeyArn: env.SEALING_KEY_ARN,
  derivingKeyId: env.DERIVING_KEY_ID,
  dynamo,
  kms,
})

export const handler = httpHandler(
  { ...customerRoutes, ...overviewRoutes },
  {
    ports: {
      customers: customerStore(table, vault),
      queries: customerQueries(table, vault, cursors),
      lists: allLists(table),
      files: customerFiles(table),
    },
    once: once('customers'),
  },
)
