import { KMSClient } from '@aws-sdk/client-kms'
import { documentClient } from '../../adapters/dynamo/client.ts'
import { allLists, listStore } from '../../adapters/dynamo/list-store.ts'
import { onceIn } from '../../adapters/dynamo/once.ts'
import { Table } from '../../adapters/dynamo/table.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { purposes } from '../runtime/purposes.ts'
import { listRoutes } from './lists.routes.ts'

const env = Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env)
const dynamo = documentClient()
const kms = new KMSClient()
const table = new Table(dynamo, env.TABLE_NAME)

export const handler = httpHandler(listRoutes, {
  ports: { store: listStore(table), all: allLists(table) },
  once: onceIn({
    client: dynamo,
    tableName: env.TABLE_NAME,
    name: 'lists',
    fingerprintKey: () => deriveKey(kms, env.DERIVING_KEY_ID, purposes.fingerprint),
  }),
})
