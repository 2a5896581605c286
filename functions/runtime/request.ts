import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import * as z from 'zod'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { line } from '../../domain/kernel/text.ts'
import type { Refused } from './problem.ts'

const largest = 256 * 1024

const Why = z.strictObject({ why: line(300).optional() })

export type Content = {
  readonly body: unknown
  /** The reason that any change may carry, as the member `why` beside its own. */
  readonly why: string | undefined
}

const isJson = (contentType: string): boolean => /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(contentType)

const utf8 = new TextDecoder('utf-8', { fatal: true })
/** What API Gateway puts in place of bytes that are not UTF-8 when it hands a body on as text. */
const damaged = '\uFFFD'

const parsed = (bytes: Uint8Array): Result<unknown, Refused> => {
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes))
    return ok(value)
  } catch {
    return refuse({ code: 'request.malformed' })
  }
}

/** Every other member is left as it is, one called `__proto__` too, for the schema to refuse. */
const withoutWhy = (body: unknown): Result<Content, Refused> => {
  if (typeof body !== 'object' || body === null || Array.isArray(body) || !Object.hasOwn(body, 'why')) return ok({ body, why: undefined })
  const members = Object.entries(body)
  const why = Why.safeParse(Object.fromEntries(members.filter(([member]) => member === 'why')))
  if (!why.success) return refuse({ code: 'request.invalid', issues: why.error.issues })
  return ok({ body: Object.fromEntries(members.filter(([member]) => member !== 'why')), why: why.data.why })
}

/** The body as JSON, without `why`. An absent body is `undefined`, and so is that of a GET, where it has no meaning (RFC 9110, 9.3.1). */
export const contentOf = (event: APIGatewayProxyEventV2): Result<Content, Refused> => {
  if (event.requestContext.http.method === 'GET' || event.body === undefined || event.body === '')
    return ok({ body: undefined, why: undefined })
  const bytes = Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8')
  if (bytes.byteLength > largest) return refuse({ code: 'request.too_large', limitBytes: largest })
  if (!isJson(event.headers['content-type'] ?? '')) return refuse({ code: 'request.media_type' })
  if (!event.isBase64Encoded && event.body.includes(damaged)) return refuse({ code: 'request.malformed' })
  const json = parsed(bytes)
  return json.ok ? withoutWhy(json.value) : json
}

/** The version that `If-Match` names; undefined where the header is absent or `*`. */
export const versionOf = (header: string | undefined): Result<number | undefined, Refused> => {
  if (header === undefined || header.trim() === '*') return ok(undefined)
  const version = /^\s*"(\d{1,15})"\s*$/.exec(header)?.[1]
  return version === undefined ? refuse({ code: 'request.precondition_malformed' }) : ok(Number(version))
}
