import { KMSClient } from '@aws-sdk/client-kms'
import { documentClient } from '../../adapters/dynamo/client.ts'
import { cursorsWith } from '../../adapters/dynamo/cursor.ts'
import { customerGlances } from '../../adapters/dynamo/customer-glances.ts'
import { noteQueries } from '../../adapters/dynamo/note-queries.ts'
import { noteStore } from '../../adapters/dynamo/note-store.ts'
import { onceIn } from '../../adapters/dynamo/once.ts'
import { Table } from '../../adapters/dynamo/table.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import { Environment } from '../runtime/environment.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { purposes } from '../runtime/purposes.ts'
import { noteRoutes } from './notes.routes.ts'

const env = Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true }).parse(process.env)
const dynamo = documentClient()
const kms = new KMSClient()
const table = new Table(dynamo, env.TABLE_NAME)
const derived = (purpose: string) => () => deriveKey(kms, env.DERIVING_KEY_ID, purpose)

export const handler = httpHandler(noteRoutes, {
  ports: {
    notes: (customerId) => noteStore(table, customerId),
    queries: noteQueries(table, cursorsWith(derived(purposes.cursor))),
    glances: customerGlances(table),
  },
  once: onceIn({ client: dynamo, tableName: env.TABLE_NAME, name: 'notes', fingerprintKey: derived(purposes.fingerprint) }),
})
