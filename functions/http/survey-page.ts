import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { documentClient } from '../../adapters/dynamo/client.ts'
import { readEdition } from '../../adapters/dynamo/questionnaire-store.ts'
import { surveyStore } from '../../adapters/dynamo/survey-store.ts'
import { Table } from '../../adapters/dynamo/table.ts'
import { keyClient } from '../../adapters/vault/client.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import { languageFor, notice, surveyPage } from '../page/survey-page.ts'
import { Environment } from '../runtime/environment.ts'
import { log } from '../runtime/log.ts'
import { purposes } from '../runtime/purposes.ts'

const { TABLE_NAME, LINK_KEY_ID } = Environment.pick({ TABLE_NAME: true, LINK_KEY_ID: true }).parse(process.env)
const table = new Table(documentClient(), TABLE_NAME)
const kms = keyClient()
const ports = {
  surveys: surveyStore(table),
  edition: readEdition(table),
  key: () => deriveKey(kms, LINK_KEY_ID, purposes.publicLink),
}

type Chain = APIGatewayProxyStructuredResultV2

/** Forms and pages, where every other function speaks JSON: a chain of its own, and no more of the runtime than it needs. */
export const handler = middy<APIGatewayProxyEventV2, Chain, Error, Context>({
  timeoutEarlyInMillis: 500,
  timeoutEarlyResponse: () => notice('zh-CN', 'busy'),
})
  .after(({ event, response }) => {
    log.info('request', { route: event.routeKey, status: response?.statusCode, traceId: event.requestContext.requestId })
  })
  .onError((request) => {
    // Names alone: messages of the SDK may quote what was sent.
    const name = request.error instanceof Error ? request.error.name : typeof request.error
    log.error('request failed', { route: request.event.routeKey, traceId: request.event.requestContext.requestId, error: { name } })
    request.response = notice(languageFor(request.event), 'busy')
  })
  .handler((event) => surveyPage(ports, event, () => new Date()))
