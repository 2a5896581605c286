import { contactQueries } from '../../adapters/dynamo/contact-queries.ts'
import { contactStore } from '../../adapters/dynamo/contact-store.ts'
import { allLists } from '../../adapters/dynamo/list-store.ts'
import { openVault } from '../../adapters/vault/vault.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { contactRoutes } from './contacts.routes.ts'
import { foundations } from './foundations.ts'

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

export const handler = httpHandler(contactRoutes, {
  ports: { contacts: contactStore(table, vault), queries: contactQueries(table, vault, cursors), lists: allLists(table) },
  once: once('contacts'),
})
