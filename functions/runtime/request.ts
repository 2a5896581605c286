import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import * as z from 'zod'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { line } from '../../domain/kernel/text.ts'
import type { Refused } from './problem.ts'

const largest = 256 * 1024

const Members = z.record(z.string(), z.unknown())
const Why = z.strictObject({ why: line(300).optional() })

export type Content = {
  readonly body: unknown
  /** The reason that any change may carry, as the member `why` beside its own. */
  readonly why: string | undefined
}

const isJson = (contentType: string): boolean => /^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(contentType)

const parsed = (text: string): Result<unknown, Refused> => {
  try {
    const value: unknown = JSON.parse(text)
    return ok(value)
  } catch {
    return refuse({ code: 'request.malformed' })
  }
}

/** The body as JSON, without `why`. An absent body is `undefined`. */
export const contentOf = (event: APIGatewayProxyEventV2): Result<Content, Refused> => {
  if (event.body === undefined || event.body === '') return ok({ body: undefined, why: undefined })
  const bytes = Buffer.from(event.body, event.isBase64Encoded ? 'base64' : 'utf8')
  if (bytes.byteLength > largest) return refuse({ code: 'request.too_large', limitBytes: largest })
  if (!isJson(event.headers['content-type'] ?? '')) return refuse({ code: 'request.media_type' })
  const json = parsed(bytes.toString('utf8'))
  if (!json.ok) return json
  const members = Members.safeParse(json.value)
  if (!members.success || !Object.hasOwn(members.data, 'why')) return ok({ body: json.value, why: undefined })
  const { why: given, ...body } = members.data
  const why = Why.safeParse({ why: given })
  return why.success ? ok({ body, why: why.data.why }) : refuse({ code: 'request.invalid', issues: why.error.issues })
}

/** The version that `If-Match` names; undefined where the header is absent or `*`. */
export const versionOf = (header: string | undefined): Result<number | undefined, Refused> => {
  if (header === undefined || header.trim() === '*') return ok(undefined)
  const version = /^\s*"(\d{1,15})"\s*$/.exec(header)?.[1]
  return version === undefined ? refuse({ code: 'request.precondition_malformed' }) : ok(Number(version))
}
