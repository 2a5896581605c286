import type { HttpAnswer } from './http-answer.ts'
import { type HttpEvent, readerOf } from './http-event.ts'
import { problem } from './problem.ts'

const isPreflight = ({ headers, requestContext }: HttpEvent): boolean =>
  requestContext.http.method === 'OPTIONS' && headers['origin'] !== undefined && headers['access-control-request-method'] !== undefined

/**
 * The answer to what is no operation: 404, whatever the path, the method or the token. A preflight that comes this far has
 * passed API Gateway, which puts the headers by its own settings on whatever is said here; a browser wants a success beneath them.
 */
export const noRoute = (event: HttpEvent): HttpAnswer =>
  isPreflight(event) ? { status: 204, headers: {}, body: '' } : problem({ code: 'route.not_found' }, readerOf(event))
