import * as z from 'zod'
import type { Permission } from '../../domain/access/roles.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { RefusalCode } from './problem.ts'

/** What a route's `run` is given: everything checked against its schemas. */
export type Request<Query, Body> = {
  readonly path: Readonly<Record<string, string>>
  readonly query: Query
  readonly body: Body
  readonly context: Context
  /** The version of `If-Match`, when the caller sent one. */
  readonly ifMatch: number | undefined
}

/** What came in, before any schema has looked at it. */
export type RawRequest = Request<unknown, unknown>

export type Refused = { readonly code: RefusalCode }
/** Members that break the schema or a rule: where (JSON pointer) and which (a stable code). */
export type Invalid = { readonly code: 'request.invalid'; readonly issues: readonly z.core.$ZodIssue[] }
export type Answer = { readonly body: unknown; readonly version?: number | undefined }

type RouteRecord<Ports, Query extends z.ZodType, Body extends z.ZodType, Answered extends z.ZodType> = {
  readonly summary: string
  /** The right that the caller's roles or scopes must hold. `public` routes have no authorizer. */
  readonly permission: Permission | 'public'
  readonly query?: Query
  readonly body?: Body
  readonly answer: Answered
  readonly status: 200 | 201
  /** A body that works, for the reader of the API page; checked against the schema by a test. */
  readonly example?: z.input<Body>
  /** Every refusal that this operation itself may answer with, beside those that any route may. */
  readonly refusals: readonly RefusalCode[]
  readonly run: (ports: Ports, request: Request<z.output<Query>, z.output<Body>>) => Promise<Result<Readonly<z.input<Answered>>, Refused>>
}

/** One operation of the API: dispatch, the stack's route, the OpenAPI entry and the right that it needs are all read off this. */
export type Route<Ports> = Pick<
  RouteRecord<Ports, z.ZodType, z.ZodType, z.ZodType>,
  'summary' | 'permission' | 'query' | 'body' | 'answer' | 'status' | 'refusals'
> & {
  readonly example?: unknown
  readonly handle: (ports: Ports, request: RawRequest) => Promise<Result<unknown, Refused | Invalid>>
}
/** Keyed by `METHOD /path/{parameter}`, as API Gateway writes a route key. */
export type Routes<Ports> = Readonly<Record<string, Route<Ports>>>

const nothing = z.undefined()

/** Closes a record over its own schemas, so that whoever holds many routes needs to know none of their types. */
export const route = <
  Ports,
  Answered extends z.ZodType,
  Query extends z.ZodType = z.ZodObject<Record<never, never>>,
  Body extends z.ZodType = z.ZodUndefined,
>(
  record: RouteRecord<Ports, Query, Body, Answered>,
): Route<Ports> => ({
  ...record,
  handle: async (ports, request) => {
    const query = (record.query ?? z.strictObject({})).safeParse(request.query)
    if (!query.success) return refuse({ code: 'request.invalid', issues: query.error.issues })
    const body = (record.body ?? nothing).safeParse(request.body)
    if (!body.success) return refuse({ code: 'request.invalid', issues: body.error.issues })
    const done = await record.run(ports, { ...request, query: query.data, body: body.data })
    return done.ok ? ok(done.value) : done
  },
})
