import middy from '@middy/core'
import type { APIGatewayProxyStructuredResultV2, Context as LambdaContext } from 'aws-lambda'
import { dispatch, type Wiring } from './dispatch.ts'
import { errorShown } from './error-shown.ts'
import type { HttpAnswer } from './http-answer.ts'
import { type HttpEvent, readerOf } from './http-event.ts'
import { log } from './log.ts'
import { outageOf } from './outage.ts'
import { problem } from './problem.ts'
import type { Routes } from './route.ts'

const response = ({ status, headers, body }: HttpAnswer): APIGatewayProxyStructuredResultV2 => ({
  statusCode: status,
  headers: { ...headers },
  body: typeof body === 'string' ? body : JSON.stringify(body),
})

const failed = (event: HttpEvent, error: unknown): void =>
  log.error('request failed', { route: event.routeKey, traceId: event.requestContext.requestId, error: errorShown(error) })

/** The Lambda handler of one resource: one line of log a request, and an answer whatever happens. */
export const httpHandler = <Ports>(routes: Routes<Ports>, wiring: Wiring<Ports>) => {
  const answer = dispatch(routes, wiring)
  // Middy does not hand the event on to what answers for a timeout. A function has one request at a time, so it is the last one.
  let last: HttpEvent | undefined
  return middy<HttpEvent, APIGatewayProxyStructuredResultV2, Error, LambdaContext>({
    timeoutEarlyInMillis: 500,
    timeoutEarlyResponse: () => response(problem({ code: 'service.timeout' }, last ? readerOf(last) : { language: 'en', traceId: '' })),
  })
    .after(({ event, response: given }) => {
      log.info('request', { route: event.routeKey, status: given?.statusCode, traceId: event.requestContext.requestId })
    })
    .onError((request) => {
      failed(request.event, request.error)
      request.response = response(problem({ code: outageOf(request.error) }, readerOf(request.event)))
    })
    .handler(async (event) => {
      last = event
      return response(await answer(event))
    })
}
