import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import type { HttpApi } from './api.ts'

/** Headers to add to the answer of a request, by the API's CORS settings; none for a request that is not from a page. */
export const corsHeaders = ({ headers: { origin } }: IncomingMessage, cors: HttpApi['cors']): OutgoingHttpHeaders => {
  if (!cors || !origin) return {}
  const allowed = cors.AllowOrigins.includes('*') ? '*' : cors.AllowOrigins.find((known) => known === origin)
  if (!allowed) return {}
  return {
    'access-control-allow-origin': allowed,
    ...(cors.ExposeHeaders.length > 0 && { 'access-control-expose-headers': cors.ExposeHeaders.join(',') }),
    ...(cors.AllowCredentials && { 'access-control-allow-credentials': 'true' }),
  }
}

export const isPreflight = ({ method, headers }: IncomingMessage): boolean =>
  method === 'OPTIONS' && headers.origin !== undefined && headers['access-control-request-method'] !== undefined

/** What the API itself answers to a preflight; no function hears of it. */
export const preflightHeaders = (message: IncomingMessage, cors: HttpApi['cors']): OutgoingHttpHeaders => {
  const common = corsHeaders(message, cors)
  if (!cors || Object.keys(common).length === 0) return {}
  return {
    ...common,
    'access-control-allow-methods': cors.AllowMethods.join(','),
    'access-control-allow-headers': cors.AllowHeaders.join(','),
    ...(cors.MaxAge !== undefined && { 'access-control-max-age': String(cors.MaxAge) }),
  }
}
