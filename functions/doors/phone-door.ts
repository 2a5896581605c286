import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { Door } from '../../domain/doors/door.ts'
import { CallEvent } from '../../domain/inbound/call.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { PageAnswer } from '../page/page-handler.ts'
import { type Refusal, said } from './door-answer.ts'

export type PhonePorts = {
  readonly door: () => Promise<Door | undefined>
  readonly secrets: (door: Door, now: Instant) => Promise<readonly string[]>
  /** Why a message is not to be trusted; undefined where it is. */
  readonly distrust: (
    received: { readonly headers: Readonly<Record<string, string | undefined>>; readonly body: string; readonly now: number },
    secrets: readonly string[],
  ) => string | undefined
  /** Keeps what was told of a call. Told twice, it is known once. */
  readonly hear: (told: CallEvent, traceId: string) => Promise<void>
  readonly refused: (refusal: Refusal, traceId: string) => void
}

/** An event has a few short members. */
const largest = 16_000

export const bodyOf = ({ body = '', isBase64Encoded }: APIGatewayProxyEventV2): string =>
  isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body

const told = (body: string): unknown => {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

const trusted = async (ports: PhonePorts, event: APIGatewayProxyEventV2, now: Instant): Promise<Result<CallEvent, Refusal>> => {
  const door = await ports.door()
  if (!door?.isOpen) return refuse({ status: 404, reason: 'the door is closed' })
  const body = bodyOf(event)
  if (Buffer.byteLength(body) > largest) return refuse({ status: 413, reason: 'too large' })
  const doubt = ports.distrust({ headers: event.headers, body, now: Date.parse(now) }, await ports.secrets(door, now))
  if (doubt !== undefined) return refuse({ status: 401, reason: doubt })
  const { data, error } = CallEvent.safeParse(told(body))
  if (data) return ok(data)
  // The places alone: what stands there may be somebody's number.
  return refuse({
    status: 422,
    reason: `not an event of a call: ${error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ')}`,
  })
}

/** What a call centre tells of a call, under a signature of Standard Webhooks. */
export const phoneDoor = async (ports: PhonePorts, event: APIGatewayProxyEventV2, now: Instant): Promise<PageAnswer> => {
  const { requestId } = event.requestContext
  const given = await trusted(ports, event, now)
  if (!given.ok) {
    ports.refused(given.error, requestId)
    return said(given.error.status, given.error.reason)
  }
  await ports.hear(given.value, requestId)
  return said(200, 'ok')
}
