import middy from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import type { Language } from '../../domain/kernel/language.ts'
import { errorShown } from '../runtime/error-shown.ts'
import { log } from '../runtime/log.ts'

export type PageAnswer = { readonly statusCode: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }

type Page = {
  readonly answer: (event: APIGatewayProxyEventV2) => Promise<PageAnswer>
  /** What is shown where something on our side went wrong. */
  readonly busy: (language: Language) => PageAnswer
  readonly languageFor: (event: APIGatewayProxyEventV2) => Language
}

/** The Lambda handler of a page: forms and HTML, where every other function speaks JSON, so a chain of its own that brings little. */
export const pageHandler = ({ answer, busy, languageFor }: Page) => {
  // Middy does not hand the event on to what answers for a timeout. A function has one request at a time, so it is the last one.
  let last: APIGatewayProxyEventV2 | undefined
  return middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Error, Context>({
    timeoutEarlyInMillis: 500,
    timeoutEarlyResponse: () => busy(last ? languageFor(last) : 'en'),
  })
    .after(({ event, response }) => {
      log.info('request', { route: event.routeKey, status: response?.statusCode, traceId: event.requestContext.requestId })
    })
    .onError((request) => {
      const { routeKey: route, requestContext } = request.event
      log.error('request failed', { route, traceId: requestContext.requestId, error: errorShown(request.error) })
      request.response = busy(languageFor(request.event))
    })
    .handler((event) => {
      last = event
      return answer(event)
    })
}
