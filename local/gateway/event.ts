import type { IncomingMessage } from 'node:http'
import { account } from '../assembly/place.ts'

export type Authorizer = { readonly jwt: { readonly claims: Readonly<Record<string, string>>; readonly scopes: readonly string[] | null } }
export type Matched = {
  readonly routeKey: string
  readonly parameters: Readonly<Record<string, string>> | undefined
  readonly authorizer: Authorizer | undefined
  readonly apiId: string
  readonly stage: string
}

/** Content types whose bodies API Gateway passes on as text; every other body goes in base 64. */
const textual = /^(text\/|application\/(json|xml|javascript|x-www-form-urlencoded|[\w.-]+\+(json|xml)))/i

const headersOf = ({ headers }: IncomingMessage): Record<string, string> => {
  const joined: Record<string, string> = {}
  for (const name in headers) {
    const value = headers[name]
    if (value !== undefined && name !== 'cookie') joined[name] = typeof value === 'string' ? value : value.join(',')
  }
  return joined
}

const queryOf = (query: string): Record<string, string> | undefined => {
  if (!query) return undefined
  const joined: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(query)) joined[name] = name in joined ? `${joined[name]},${value}` : value
  return joined
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const two = (value: number): string => (value < 10 ? `0${value}` : String(value))
/** `12/Mar/2026:19:03:58 +0000`, as API Gateway logs a moment. */
const stamp = (at: Date): string =>
  `${two(at.getUTCDate())}/${months[at.getUTCMonth()]}/${at.getUTCFullYear()}:${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`

const decoded = (path: string): string => (path.includes('%') ? decodeURIComponent(path) : path)

let count = 0
/** Unique within the deployment, shaped like API Gateway's. */
const requestId = (): string => `${Date.now().toString(36)}${(count++).toString(36).padStart(6, '0')}=`

const bodyOf = (body: Buffer, contentType: string | undefined) => {
  if (body.length === 0) return { isBase64Encoded: false }
  const isText = contentType !== undefined && textual.test(contentType)
  return { body: body.toString(isText ? 'utf8' : 'base64'), isBase64Encoded: !isText }
}

const pathAndQuery = (url = '/'): readonly [path: string, query: string] => {
  const mark = url.indexOf('?')
  return mark < 0 ? [decoded(url), ''] : [decoded(url.slice(0, mark)), url.slice(mark + 1)]
}

const contextOf = ({ method = 'GET', headers, socket }: IncomingMessage, path: string, matched: Matched) => {
  const now = new Date()
  const { routeKey, authorizer, apiId, stage } = matched
  return {
    accountId: account,
    apiId,
    ...(authorizer && { authorizer }),
    domainName: headers.host ?? 'localhost',
    domainPrefix: apiId,
    http: {
      method,
      path,
      protocol: 'HTTP/1.1',
      sourceIp: socket.remoteAddress ?? '127.0.0.1',
      userAgent: headers['user-agent'] ?? '',
    },
    requestId: requestId(),
    routeKey,
    stage,
    time: stamp(now),
    timeEpoch: now.getTime(),
  }
}

/** The event that an HTTP API hands to a function: payload format 2.0. */
export const httpEvent = (message: IncomingMessage, body: Buffer, matched: Matched) => {
  const [path, query] = pathAndQuery(message.url)
  return {
    version: '2.0',
    routeKey: matched.routeKey,
    rawPath: path,
    rawQueryString: query,
    ...(message.headers.cookie && { cookies: message.headers.cookie.split('; ') }),
    headers: headersOf(message),
    ...(query && { queryStringParameters: queryOf(query) }),
    requestContext: contextOf(message, path, matched),
    ...(matched.parameters && { pathParameters: matched.parameters }),
    ...bodyOf(body, message.headers['content-type']),
  }
}
