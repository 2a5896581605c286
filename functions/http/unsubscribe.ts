import { suppressionStore } from '../../adapters/dynamo/messages/suppression-store.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { keyClient } from '../../adapters/vault/client.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import { madeOnce } from '../../domain/kernel/made-once.ts'
import { Environment } from '../runtime/environment.ts'
import type { HttpEvent } from '../runtime/http-event.ts'
import { httpHandler } from '../runtime/http-handler.ts'
import { purposes } from '../runtime/purposes.ts'
import { readUnsubscribeToken } from '../runtime/unsubscribe-link.ts'
import { unsubscribeRoutes } from './unsubscribe.routes.ts'

const env = Environment.pick({ TABLE_NAME: true, LINK_KEY_ID: true }).parse(process.env)
const table = new Table(documentClient(), env.TABLE_NAME)
const kms = madeOnce(keyClient)
const key = () => deriveKey(kms(), env.LINK_KEY_ID, purposes.publicLink)

const answer = httpHandler(unsubscribeRoutes, {
  ports: { suppressions: suppressionStore(table), read: async (token) => readUnsubscribeToken(await key(), token) },
})

/** Mail programs post a form, of whatever kind: the token says it all, so what they post is not looked at. */
export const handler = (event: HttpEvent, context: Parameters<typeof answer>[1]) => {
  const { body: _body, ...bare } = event
  return answer(bare, context)
}
