import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http'
import type { Functions, RunningFunction } from '../functions/functions.ts'
import type { Outcome } from '../functions/pool.ts'
import { newUsage, record, type Usage } from '../functions/usage.ts'
import type { HttpApi, Route } from './api.ts'
import { createVerifier, type Verify } from './authorizer.ts'
import { corsHeaders, isPreflight, preflightHeaders } from './cors.ts'
import { type Authorizer, httpEvent } from './event.ts'
import type { Identity } from './identity.ts'
import { type OwnAnswer, sendAnswer, sendOwn } from './response.ts'
import { createMatcher, type Match, type Matcher } from './routes.ts'
import { createThrottle, type Throttle } from './throttle.ts'

type Door = {
  readonly route: Route
  readonly function: RunningFunction | undefined
  readonly throttle: Throttle | undefined
  readonly usage: Usage
}
export type Gateway = { readonly listener: RequestListener; readonly usage: () => readonly ({ readonly route: string } & Usage)[] }
type Admission = { readonly refused: OwnAnswer } | { readonly refused?: never; readonly authorizer: Authorizer | undefined }

type Exchange = { readonly message: IncomingMessage; readonly response: ServerResponse; readonly headers: OutgoingHttpHeaders }

const maxBody = 10 * 1024 * 1024
/** A token that is there and does not do is told apart from none, as RFC 6750 (3.1) has it. */
const unauthorized = ({ headers: { authorization } }: IncomingMessage): OwnAnswer => ({
  status: 401,
  message: 'Unauthorized',
  headers: { 'www-authenticate': authorization ? 'Bearer error="invalid_token"' : 'Bearer' },
})
const notFound: OwnAnswer = { status: 404, message: 'Not Found' }
const tooLarge: OwnAnswer = { status: 413, message: 'Request Entity Too Large', headers: { connection: 'close' } }
const tooMany: OwnAnswer = { status: 429, message: 'Too Many Requests' }
const failed: OwnAnswer = { status: 500, message: 'Internal Server Error' }
const busy: OwnAnswer = { status: 503, message: 'Service Unavailable' }
const unavailable: Outcome = {
  error: { errorType: 'Timeout', errorMessage: 'Service Unavailable' },
  runMs: 0,
  cpuMs: 0,
  use: { calls: {}, readUnits: 0, writeUnits: 0 },
}

const pathOf = ({ url = '/' }: IncomingMessage): string => {
  const mark = url.indexOf('?')
  return mark < 0 ? url : url.slice(0, mark)
}

/** The whole body, or `undefined` when it is larger than the API takes. */
const readBody = (message: IncomingMessage): Promise<Buffer | undefined> => {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>()
  const chunks: Buffer[] = []
  let size = 0
  message.on('data', (chunk: Buffer) => {
    size += chunk.length
    if (size <= maxBody) chunks.push(chunk)
    else resolve(undefined)
  })
  message.on('end', () => resolve(Buffer.concat(chunks)))
  message.on('error', reject)
  return promise
}

const admit = async (verify: Verify, message: IncomingMessage, { jwt, scopes }: Route): Promise<Admission> => {
  if (!jwt) return { authorizer: undefined }
  const checked = verify(message.headers.authorization, jwt)
  const verdict = checked instanceof Promise ? await checked : checked
  if (!verdict) return { refused: unauthorized(message) }
  if (scopes.length === 0) return { authorizer: verdict.authorizer }
  const granted = verdict.granted.filter((scope) => scopes.includes(scope))
  if (granted.length === 0)
    return {
      refused: {
        status: 403,
        message: 'Forbidden',
        headers: { 'www-authenticate': `Bearer scope="${scopes.join(' ')}" error="insufficient_scope"` },
      },
    }
  return { authorizer: { jwt: { ...verdict.authorizer.jwt, scopes: verdict.granted } } }
}

/** The function's outcome, or `unavailable` when it takes longer than the integration waits. */
const within = (milliseconds: number, outcome: Promise<Outcome>): Promise<Outcome> => {
  const { promise, resolve } = Promise.withResolvers<Outcome>()
  const timer = setTimeout(() => resolve(unavailable), milliseconds)
  void outcome.then((value) => {
    clearTimeout(timer)
    resolve(value)
  })
  return promise
}

const matchSafely = (
  match: (method: string, path: string) => Match<Door> | undefined,
  message: IncomingMessage,
): Match<Door> | undefined => {
  try {
    return match(message.method ?? 'GET', pathOf(message))
  } catch (cause) {
    // A path with a broken percent sequence fits no route.
    if (cause instanceof URIError) return undefined
    throw cause
  }
}

const doorsOf = ({ routes, limit }: HttpApi, functions: Functions): ReadonlyMap<string, Door> => {
  const shared = limit && createThrottle(limit)
  return new Map(
    routes.map((route) => [
      route.key,
      { route, function: functions.find(route.function), throttle: route.limit ? createThrottle(route.limit) : shared, usage: newUsage() },
    ]),
  )
}

const answer = (response: ServerResponse, outcome: Outcome, cors: OutgoingHttpHeaders): void => {
  const isThrottled = outcome.error?.errorType === 'TooManyRequestsException'
  if (outcome === unavailable || isThrottled) sendOwn(response, busy, cors)
  else if (outcome.error) sendOwn(response, failed, cors)
  else sendAnswer(response, outcome.result === undefined ? null : JSON.parse(outcome.result), cors)
}

/** The HTTP API of the templates on this machine: the same routes, authorizer, limits, events and answers. */
class HttpGateway implements Gateway {
  readonly #api: HttpApi
  readonly #verify: Verify
  readonly #doors: ReadonlyMap<string, Door>
  readonly #match: Matcher<Door>

  constructor(api: HttpApi, functions: Functions, identity: Identity) {
    this.#api = api
    this.#verify = createVerifier(identity)
    this.#doors = doorsOf(api, functions)
    this.#match = createMatcher(this.#doors)
  }

  readonly usage = () => [...this.#doors.values()].map(({ route, usage }) => ({ route: route.key, ...usage }))

  readonly listener: RequestListener = (message, response) => {
    const { cors } = this.#api
    if (cors && isPreflight(message)) {
      response.writeHead(204, preflightHeaders(message, cors)).end()
      return
    }
    const headers = corsHeaders(message, cors)
    const found = matchSafely(this.#match, message)
    if (!found) sendOwn(response, notFound, headers)
    else if (found.target.throttle?.() === false) sendOwn(response, tooMany, headers)
    else
      this.#call(found, { message, response, headers }).catch((cause: unknown) => {
        console.error(`gateway: ${found.target.route.key}:`, cause)
        if (!response.headersSent) sendOwn(response, failed)
      })
  }

  async #call(
    { target: { route, function: behind, usage }, parameters }: Match<Door>,
    { message, response, headers }: Exchange,
  ): Promise<void> {
    const admission = await admit(this.#verify, message, route)
    if (admission.refused) return sendOwn(response, admission.refused, headers)
    const body = await readBody(message)
    if (!body) return sendOwn(response, tooLarge, headers)
    const { authorizer } = admission
    const event = httpEvent(message, body, { routeKey: route.key, parameters, authorizer, apiId: this.#api.id, stage: '$default' })
    const outcome = behind ? await within(route.timeoutMs, behind.invoke(JSON.stringify(event))) : unavailable
    record(usage, outcome)
    return answer(response, outcome, headers)
  }
}

export const createGateway = (api: HttpApi, functions: Functions, identity: Identity): Gateway => new HttpGateway(api, functions, identity)
