import { createHash } from 'node:crypto'
import { doorNonces } from '../../adapters/dynamo/doors/door-memory.ts'
import { doorStore } from '../../adapters/dynamo/doors/door-store.ts'
import { inboundStore } from '../../adapters/dynamo/inbound/inbound-store.ts'
import { carrierNews } from '../../adapters/dynamo/messages/carried-messages.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import { distrust } from '../../adapters/webhooks/signature.ts'
import { openEnvelope } from '../../adapters/wechat/envelope.ts'
import { readXml } from '../../adapters/wechat/read-xml.ts'
import { isSigned } from '../../adapters/wechat/signature.ts'
import type { DoorKind } from '../../domain/doors/door.ts'
import { later, minutes } from '../../domain/kernel/later.ts'
import { system } from '../../domain/kernel/system-actor.ts'
import { type Refusal, said } from '../doors/door-answer.ts'
import { inForce, phoneSecret, wechatSecrets } from '../doors/door-secrets.ts'
import { hearCall, keepInbound } from '../doors/keep-inbound.ts'
import { phoneDoor } from '../doors/phone-door.ts'
import { wechatDoor } from '../doors/wechat-door.ts'
import { pageHandler } from '../page/page-handler.ts'
import { derivedId } from '../runtime/derived-id.ts'
import { Environment } from '../runtime/environment.ts'
import { log } from '../runtime/log.ts'
import { now } from '../runtime/now.ts'
import { sealedTable } from './sealed-table.ts'

const { LINK_KEY_ID } = Environment.pick({ LINK_KEY_ID: true }).parse(process.env)
const { table, vault, kms } = sealedTable(process.env)
const inbound = inboundStore(table, vault)
const doors = doorStore(table)
const keyFor = (purpose: string) => deriveKey(kms, LINK_KEY_ID, purpose)
const contextOf = (traceId: string) => ({ now: now(), actor: system, traceId })

const doorOf = (kind: DoorKind) => async () => (await doors.load(derivedId('door', kind)))?.state
const refusedAt =
  (door: DoorKind) =>
  ({ status, reason }: Refusal, traceId: string): void =>
    log.warn('refused at a door', { door, status, reason, traceId })

const phone = {
  door: doorOf('phone'),
  secrets: inForce(phoneSecret, keyFor),
  distrust,
  hear: async (told: Parameters<typeof hearCall>[1], traceId: string) => {
    await hearCall(inbound, told, contextOf(traceId))
  },
  refused: refusedAt('phone'),
}

const news = carrierNews(table)
/** WeChat may tell of a message before the job that sent it has noted what WeChat calls it. */
const untilNoted = minutes / 2

const wechat = {
  door: doorOf('wechat'),
  secrets: inForce(wechatSecrets, keyFor),
  isSigned,
  openEnvelope,
  readXml,
  digest: (content: string) => createHash('sha256').update(content).digest('base64url'),
  usedBefore: doorNonces(table),
  receive: async (message: Parameters<typeof keepInbound>[1], traceId: string) => {
    await keepInbound(inbound, message, contextOf(traceId))
  },
  told: (told: Parameters<typeof news.tell>[0]) => news.tell(told, { now: now(), dueAt: later(now(), untilNoted) }),
  refused: refusedAt('wechat'),
}

/** Whatever the machines of others bring. What could not be kept is answered with 503, and they bring it again. */
export const handler = pageHandler({
  answer: (event) => (event.routeKey.endsWith('/doors/phone') ? phoneDoor(phone, event, now()) : wechatDoor(wechat, event, now())),
  busy: () => said(503, 'busy'),
  languageFor: () => 'en',
})
