import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { Door } from '../../domain/doors/door.ts'
import type { UsedBefore } from '../../domain/doors/ports.ts'
import type { InboundMessage } from '../../domain/inbound/inbound-message.ts'
import { wechatMessage } from '../../domain/inbound/wechat.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { later, minutes } from '../../domain/kernel/later.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { CarrierNews } from '../../domain/messages/carried.ts'
import type { PageAnswer } from '../page/page-handler.ts'
import { type Refusal, said } from './door-answer.ts'
import type { WechatSecrets } from './door-secrets.ts'
import { bodyOf } from './phone-door.ts'

type Members = Readonly<Record<string, string>>

export type WechatPorts = {
  readonly door: () => Promise<Door | undefined>
  readonly secrets: (door: Door, now: Instant) => Promise<readonly WechatSecrets[]>
  readonly isSigned: (signature: string, parts: readonly string[]) => boolean
  readonly openEnvelope: (encodingAesKey: string, encrypted: string) => { readonly text: string; readonly appId: string } | undefined
  readonly readXml: (text: string) => Members | undefined
  /** Tells contents apart without keeping them. */
  readonly digest: (content: string) => string
  readonly usedBefore: UsedBefore
  readonly receive: (message: InboundMessage, traceId: string) => Promise<void>
  /** What became of a message of ours. */
  readonly told: (news: CarrierNews) => Promise<void>
  readonly refused: (refusal: Refusal, traceId: string) => void
}

const largest = 64_000
/** So far a request may be from now, either way. */
const window = 5 * minutes

type Call = {
  readonly ports: WechatPorts
  readonly door: Door
  readonly event: APIGatewayProxyEventV2
  readonly now: Instant
  readonly query: Readonly<Record<string, string | undefined>>
}
type Signed = { readonly secrets: WechatSecrets; readonly timestamp: string; readonly nonce: string }

const forbidden = (reason: string) => refuse<Refusal>({ status: 403, reason })

/** By which of the door's secrets this was signed, and within the time that a signature counts. */
const signedBy = async ({ ports, door, now, query }: Call): Promise<Result<Signed, Refusal>> => {
  const { signature = '', timestamp = '', nonce = '' } = query
  if (signature === '' || !/^\d{1,12}$/.test(timestamp) || !/^[\w-]{1,64}$/.test(nonce)) return refuse({ status: 401, reason: 'unsigned' })
  const all = await ports.secrets(door, now)
  const secrets = all.find(({ token }) => ports.isSigned(signature, [token, timestamp, nonce]))
  if (!secrets) return forbidden('wrong signature')
  if (Math.abs(Date.parse(now) - Number(timestamp) * 1000) > window) return forbidden('too old')
  return ok({ secrets, timestamp, nonce })
}

/** Opens the envelope by the key that goes with the signature. It is signed by itself, and for our account. */
const unsealed = ({ ports, door, query }: Call, { secrets, timestamp, nonce }: Signed, encrypted: string): Result<Members, Refusal> => {
  const { msg_signature: signature = '' } = query
  if (!ports.isSigned(signature, [secrets.token, timestamp, nonce, encrypted])) return forbidden('wrong signature of the message')
  const opened = ports.openEnvelope(secrets.encodingAesKey, encrypted)
  if (!opened) return forbidden('not sealed under our key')
  if (opened.appId !== door.appId) return forbidden('for another account')
  const members = ports.readXml(opened.text)
  return members ? ok(members) : refuse({ status: 422, reason: 'not the XML of a message' })
}

const membersIn = (call: Call, signed: Signed, body: string): Result<Members, Refusal> => {
  const { ports, door, query } = call
  const members = ports.readXml(body)
  if (!members) return refuse({ status: 422, reason: 'not the XML of a message' })
  if (members['Encrypt'] !== undefined && query['encrypt_type'] === 'aes') return unsealed(call, signed, members['Encrypt'])
  return door.plaintext ? ok(members) : forbidden('not encrypted')
}

const posted = async (call: Call, signed: Signed): Promise<Result<Members, Refusal>> => {
  const { ports, door, event, now } = call
  const body = bodyOf(event)
  if (Buffer.byteLength(body) > largest) return refuse({ status: 413, reason: 'too large' })
  const members = membersIn(call, signed, body)
  if (!members.ok) return members
  // WeChat sends again, word for word, what it got no answer to; other words under a signature that was used are somebody else's.
  const use = { nonce: `${signed.timestamp}-${signed.nonce}`, content: ports.digest(body), until: later(now, 2 * window) }
  return (await ports.usedBefore(door.kind, use)) === 'other' ? forbidden('replayed') : members
}

const take = async (call: Call, signed: Signed): Promise<Result<string, Refusal>> => {
  const members = await posted(call, signed)
  if (!members.ok) return members
  const told = wechatMessage(members.value)
  if (!told) return refuse({ status: 422, reason: 'a message of a kind that is not known' })
  if (told.kind === 'news') await call.ports.told(told.news)
  if (told.kind === 'message') await call.ports.receive(told.message, call.event.requestContext.requestId)
  return ok('success')
}

const answered = async (ports: WechatPorts, event: APIGatewayProxyEventV2, now: Instant): Promise<Result<string, Refusal>> => {
  const door = await ports.door()
  if (!door?.isOpen) return refuse({ status: 404, reason: 'the door is closed' })
  const call = { ports, door, event, now, query: event.queryStringParameters ?? {} }
  const signed = await signedBy(call)
  if (!signed.ok) return signed
  if (event.requestContext.http.method === 'POST') return take(call, signed.value)
  // The server that has just been set up at WeChat is ours: it says back what it was sent.
  const { echostr = '' } = call.query
  return /^[\w+/=-]{1,200}$/.test(echostr) ? ok(echostr) : refuse({ status: 400, reason: 'nothing to say back' })
}

/** The door for an official account at WeChat: its server proves who it is, by a signature and, unless told otherwise, by an envelope. */
export const wechatDoor = async (ports: WechatPorts, event: APIGatewayProxyEventV2, now: Instant): Promise<PageAnswer> => {
  const done = await answered(ports, event, now)
  if (done.ok) return said(200, done.value)
  ports.refused(done.error, event.requestContext.requestId)
  return said(done.error.status, done.error.reason)
}
