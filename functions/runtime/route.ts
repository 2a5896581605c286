import * as z from 'zod'
import type { Permission } from '../../domain/access/roles.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { type Result, refuse } from '../../domain/kernel/result.ts'
import { masksIn } from './masks-in.ts'
import type { RefusalCode } from './messages.ts'
import type { NewIds } from './new-ids.ts'
import type { Refused } from './problem.ts'

/** What a route's `run` is given: everything checked against its schemas. */
export type Request<Query, Body> = NewIds & {
  readonly path: Readonly<Record<string, string>>
  readonly query: Query
  readonly body: Body
  readonly context: Context
  /** The version of `If-Match`, when the caller sent one. */
  readonly ifMatch: number | undefined
}

/** What came in, before any schema has looked at it. */
export type RawRequest = Request<unknown, unknown>

type RouteRecord<Ports, Query extends z.ZodType, Body extends z.ZodType, Answered extends z.ZodType> = {
  readonly summary: string
  /** The right that the caller's roles or scopes must hold. `public` routes have no authorizer. */
  readonly permission: Permission | 'public'
  readonly query: Query
  readonly body: Body
  readonly answer: Answered
  readonly status: 200 | 201
  /** The path under which what was created is found by its id, where that is another than this one. */
  readonly foundUnder?: string
  /** The media type of the answer, where it is not JSON: the answer is then the text itself. */
  readonly produces?: string
  /** A body that works, for the reader of the API page; a test holds it against the schema. */
  readonly example?: z.input<Body>
  /** Every refusal that this operation itself may answer with, beside those that any operation may. */
  readonly refusals: readonly RefusalCode[]
  /** A POST whose answer holds what is not to be kept runs again under a repeated Idempotency-Key. */
  readonly unrepeatable?: true
  readonly run: (ports: Ports, request: Request<z.output<Query>, z.output<Body>>) => Promise<Result<z.input<Answered>, Refused>>
}

/** One operation of the API: dispatch, the stack's route, the OpenAPI entry and the right that it needs are all read off this. */
export type Route<Ports> = Omit<RouteRecord<Ports, z.ZodType, z.ZodType, z.ZodType>, 'run' | 'example'> & {
  readonly example?: unknown
  readonly handle: (ports: Ports, request: RawRequest) => Promise<Result<unknown, Refused>>
}
/** Keyed by `METHOD /path/{parameter}`, as API Gateway writes a route key. */
export type Routes<Ports> = Readonly<Record<string, Route<Ports>>>

/** For operations that take no query or no body. */
export const noQuery = z.strictObject({})
export const noBody = z.strictObject({}).optional()

/** Closes a record over its own schemas, so that whoever holds many routes needs to know none of their types. */
export const route = <Ports, Query extends z.ZodType, Body extends z.ZodType, Answered extends z.ZodType>({
  run,
  ...record
}: RouteRecord<Ports, Query, Body, Answered>): Route<Ports> => ({
  ...record,
  handle: async (ports, request) => {
    const query = record.query.safeParse(request.query)
    if (!query.success) return refuse({ code: 'request.invalid', issues: query.error.issues })
    const body = record.body.safeParse(request.body)
    if (!body.success) return refuse({ code: 'request.invalid', issues: body.error.issues })
    const findings = masksIn(record.body, body.data)
    if (findings.length > 0) return refuse({ code: 'request.invalid', findings })
    return run(ports, { ...request, query: query.data, body: body.data })
  },
})
