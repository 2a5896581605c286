import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import type { Language } from '../../domain/kernel/language.ts'
import { log } from '../runtime/log.ts'

export type PageAnswer = { readonly statusCode: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }

type Page = {
  readonly answer: (event: APIGatewayProxyEventV2) => Promise<PageAnswer>
  /** What is shown where something on our side went wrong. */
  readonly busy: (language: Language) => PageAnswer
  readonly languageFor: (event: APIGatewayProxyEventV2) => Language
}

/** The Lambda handler of a page: forms and HTML, where every other function speaks JSON, so a chain of its own that brings little. */
export const pageHandler = ({ answer, busy, languageFor }: Page) =>
  middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Error, Context>({
    timeoutEarlyInMillis: 500,
    timeoutEarlyResponse: () => busy('zh-CN'),
  })
    .after(({ event, response }) => {
      log.info('request', { route: event.routeKey, status: response?.statusCode, traceId: event.requestContext.requestId })
    })
    .onError((request) => {
      // Names alone: messages of the SDK may quote what was sent.
      const name = request.error instanceof Error ? request.error.name : typeof request.error
      log.error('request failed', { route: request.event.routeKey, traceId: request.event.requestContext.requestId, error: { name } })
      request.response = busy(languageFor(request.event))
    })
    .handler(answer)
