import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { documentClient } from '../../adapters/dynamo/client.ts'
import { contactQueries } from '../../adapters/dynamo/contact-queries.ts'
import { contactStore } from '../../adapters/dynamo/contact-store.ts'
import { cursorsWith } from '../../adapters/dynamo/cursor.ts'
import { allLists } from '../../adapters/dynamo/list-store.ts'
import { answeringStore, selfServiceStore } from '../../adapters/dynamo/self-service-store.ts'
import { Table } from '../../adapters/dynamo/table.ts'
import { keyClient } from '../../adapters/vault/client.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import { openVault } from '../../adapters/vault/vault.ts'
import { languageFor, notice, ownDataHandler } from '../page/own-data-page.ts'
import { Environment } from '../runtime/environment.ts'
import { log } from '../runtime/log.ts'
import { purposes } from '../runtime/purposes.ts'

const names = { TABLE_NAME: true, KEY_STORE_TABLE_NAME: true, SEALING_KEY_ARN: true, DERIVING_KEY_ID: true, LINK_KEY_ID: true } as const
const env = Environment.pick(names).parse(process.env)

const [dynamo, kms] = [documentClient(), keyClient()]
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
const cursors = cursorsWith(derived(purposes.cursor))

const ports = {
  links: selfServiceStore(table),
  contacts: contactStore(table, vault),
  served: contactQueries(table, vault, cursors).served,
  answering: answeringStore(table, vault),
  lists: allLists(table),
  key: () => deriveKey(kms, env.LINK_KEY_ID, purposes.publicLink),
}

/** Forms and pages, where every other function speaks JSON: a chain of its own. Names of errors alone are logged: messages may quote what was sent. */
export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Error, Context>({
  timeoutEarlyInMillis: 500,
  timeoutEarlyResponse: () => notice('zh-CN', 'busy'),
})
  .after(({ event, response }) => {
    log.info('request', { route: event.routeKey, status: response?.statusCode, traceId: event.requestContext.requestId })
  })
  .onError((request) => {
    const name = request.error instanceof Error ? request.error.name : typeof request.error
    log.error('request failed', { route: request.event.routeKey, traceId: request.event.requestContext.requestId, error: { name } })
    request.response = notice(languageFor(request.event), 'busy')
  })
  .handler((event) => ownDataHandler(ports, event, () => new Date()))
