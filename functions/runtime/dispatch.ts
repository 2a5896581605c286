import { type Actor, may } from '../../domain/kernel/actor.ts'
import type { Once } from '../../domain/kernel/once.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { HttpAnswer } from './http-answer.ts'
import { type HttpEvent, readerOf } from './http-event.ts'
import { actorIn } from './identity.ts'
import { newIds } from './new-ids.ts'
import { noRoute } from './no-route.ts'
import { now } from './now.ts'
import { problem, type Refused } from './problem.ts'
import { contentOf, versionOf } from './request.ts'
import type { RawRequest, Route, Routes } from './route.ts'

/** What a function's routes work with. `once` is there where the function has operations that a caller may repeat. */
export type Wiring<Ports> = { readonly ports: Ports; readonly once?: Once }

/** Who asks on a route that is open to everyone. */
const nobody: Actor = { id: 'public', roles: [], permissions: [], sees: [], reveals: [], reach: { kind: 'own' } }

const pathOf = ({ pathParameters }: HttpEvent): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(pathParameters ?? {}).map(([name, value = '']) => [name, value]))

const repetitionKey = (event: HttpEvent, actor: string): Result<string | undefined, Refused> => {
  const header = event.headers['idempotency-key']
  if (header === undefined || event.requestContext.http.method !== 'POST') return ok(undefined)
  if (!/^[\x21-\x7E]{1,255}$/.test(header)) return refuse({ code: 'idempotency.key_invalid' })
  return ok([actor, event.routeKey, event.rawPath, header].join('\n'))
}

type Received = RawRequest & { readonly key: string | undefined }

const requestOf = (event: HttpEvent, actor: Actor, once: Once | undefined): Result<Received, Refused> => {
  const content = contentOf(event)
  if (!content.ok) return content
  const ifMatch = versionOf(event.headers['if-match'])
  if (!ifMatch.ok) return ifMatch
  const key = repetitionKey(event, actor.id)
  if (!key.ok) return key
  const repeated = once && key.value ? `${key.value}\n${event.body ?? ''}` : undefined
  return ok({
    path: pathOf(event),
    query: event.queryStringParameters ?? {},
    body: content.value.body,
    ifMatch: ifMatch.value,
    key: key.value,
    ...newIds(once && repeated !== undefined ? () => once.idFor(repeated) : undefined),
    context: {
      now: now(),
      actor,
      why: content.value.why,
      traceId: event.requestContext.requestId,
    },
  })
}

const versionIn = (body: unknown): number | undefined =>
  typeof body === 'object' && body !== null && 'version' in body && typeof body.version === 'number' ? body.version : undefined
const idOf = (body: unknown): string | undefined =>
  typeof body === 'object' && body !== null && 'id' in body && typeof body.id === 'string' ? body.id : undefined

const success = (
  event: HttpEvent,
  { status, produces, foundUnder }: Pick<Route<never>, 'status' | 'produces' | 'foundUnder'>,
  body: unknown,
): HttpAnswer => {
  const version = versionIn(body)
  const id = idOf(body)
  return {
    status,
    headers: {
      'content-type': produces ?? 'application/json',
      'cache-control': produces ? 'no-cache' : 'no-store',
      ...(version !== undefined && { etag: `"${version}"` }),
      ...(status === 201 && id !== undefined && { location: `${foundUnder ?? event.rawPath}/${id}` }),
    },
    body,
  }
}

const denied = ({ permission }: Pick<Route<never>, 'permission'>, actor: Actor | undefined): Refused | undefined => {
  if (permission === 'public') return undefined
  if (!actor) return { code: 'access.unauthenticated' }
  return may(actor, permission) ? undefined : { code: 'access.denied', permission }
}

/** From API Gateway's event to an answer: which route, may they, what do they ask, was it asked before, then the route itself. */
export const dispatch =
  <Ports>(routes: Routes<Ports>, { ports, once }: Wiring<Ports>) =>
  async (event: HttpEvent): Promise<HttpAnswer> => {
    const reader = readerOf(event)
    const route = Object.hasOwn(routes, event.routeKey) ? routes[event.routeKey] : undefined
    if (!route) return noRoute(event)
    const actor = actorIn(event)
    const refused = denied(route, actor)
    if (refused) return problem(refused, reader)
    const request = requestOf(event, actor ?? nobody, once)
    if (!request.ok) return problem(request.error, reader)
    const run = async () => {
      const done = await route.handle(ports, request.value)
      return done.ok ? success(event, route, done.value) : problem(done.error, reader)
    }
    if (!once || request.value.key === undefined || route.unrepeatable) return run()
    // Kept as the text that goes out, so that the repetition is the same to the letter.
    const written = async () => {
      const { body, ...answer } = await run()
      return { answer: { ...answer, body: JSON.stringify(body) }, keep: answer.headers['retry-after'] === undefined }
    }
    const answered = await once.answer({ key: request.value.key, content: event.body ?? '' }, written)
    return answered.ok ? answered.value : problem(answered.error, reader)
  }
