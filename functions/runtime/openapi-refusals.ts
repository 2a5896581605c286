import * as z from 'zod'
import { type RefusalCode, refusals } from './messages.ts'
import type { Route } from './route.ts'

type Described = Pick<Route<never>, 'permission' | 'refusals' | 'status'>

/** May come in the way of any operation, whatever its own record says. */
const always: readonly RefusalCode[] = [
  'request.precondition_malformed',
  'request.invalid',
  'service.failed',
  'service.busy',
  'service.timeout',
  'service.unhealthy',
  'service.vault_unavailable',
]
const onSigningIn: readonly RefusalCode[] = ['access.unauthenticated', 'access.denied']
const onBodies: readonly RefusalCode[] = ['request.malformed', 'request.too_large', 'request.media_type']
const onRepeating: readonly RefusalCode[] = ['idempotency.key_reused', 'idempotency.in_progress', 'idempotency.key_invalid']
/** What is yet to be created has no version: whichever one `If-Match` names, it is not that (RFC 9110, 13.1.1). */
const onCreating: readonly RefusalCode[] = ['version.conflict']

/** Every refusal of an operation, each once. */
const refusalsOf = (method: string, { permission, refusals: own, status }: Described): ReadonlySet<RefusalCode> =>
  new Set([
    ...own,
    ...always,
    ...(permission === 'public' ? [] : onSigningIn),
    ...(method === 'GET' ? [] : onBodies),
    ...(method === 'POST' ? onRepeating : []),
    ...(status === 201 ? onCreating : []),
  ])

/** What API Gateway says when no function has run, or none has answered. */
export const GatewayMessage = z.looseObject({ message: z.string() })

type Said = { readonly words: string; readonly headers?: Readonly<Record<string, unknown>> }

const challenge = {
  'WWW-Authenticate': {
    description: '`Bearer`, and `error="invalid_token"` behind it where there was a token',
    schema: { type: 'string' },
  },
}

/** In API Gateway's own form, which an HTTP API does not let us shape: see `docs/errors.md`. */
const byGateway = (permission: string): Readonly<Record<string, Said>> => ({
  ...(permission !== 'public' && { 401: { words: 'the token is missing, forged or expired', headers: challenge } }),
  429: { words: 'too many requests at once; there is no `Retry-After`, so wait a second and longer each time' },
  500: { words: 'the function failed' },
  503: { words: 'the function did not answer' },
})

const schema = (name: string) => ({ schema: { $ref: `#/components/schemas/${name}` } })

/** One entry a status: the codes that it may stand for, and what the gateway means by it when it answers by itself. */
export const refusedAnswers = (method: string, route: Described): Readonly<Record<string, unknown>> => {
  const byStatus = Map.groupBy(refusalsOf(method, route), (code) => String(refusals[code].status))
  const gateway = byGateway(route.permission)
  const statuses = new Set([...byStatus.keys(), ...Object.keys(gateway)])
  return Object.fromEntries(
    [...statuses].map((status) => {
      const said = (byStatus.get(status) ?? []).map((code) => `\`${code}\`: ${refusals[code].title.en}`)
      const alone = gateway[status]
      const content = {
        ...(said.length > 0 && { 'application/problem+json': schema('Problem') }),
        ...(alone && { 'application/json': schema('GatewayMessage') }),
      }
      const description = [...said, ...(alone ? [`From the gateway alone: ${alone.words}`] : [])].join('\n\n')
      return [status, { description, ...(alone?.headers && { headers: alone.headers }), content }]
    }),
  )
}
