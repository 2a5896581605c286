import { createHash } from 'node:crypto'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { openEnvelope } from '../../../adapters/wechat/envelope.ts'
import { readXml } from '../../../adapters/wechat/read-xml.ts'
import { isSigned } from '../../../adapters/wechat/signature.ts'
import { Door } from '../../../domain/doors/door.ts'
import type { InboundMessage } from '../../../domain/inbound/inbound-message.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import type { CarrierNews } from '../../../domain/messages/carried.ts'
import type { Refusal } from '../../../functions/doors/door-answer.ts'
import { wechatDoor } from '../../../functions/doors/wechat-door.ts'
import { pushed, pushedOpenly, textMessage, xmlOf } from '../../support/wechat-server.ts'

const now = Instant.parse('2026-11-22T02:00:00.000Z')
const at = Date.parse(now)
const secrets = { token: 'T'.repeat(32), encodingAesKey: 'abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG', appId: 'wx2c2769f8efd9abc2' }

/** A door with a memory of numbers, and all that it let in and turned away. */
const openDoor = (facts: object = {}) => {
  const door = Door.parse({
    id: 'dor_01KAJ0000000000000000000AA',
    kind: 'wechat',
    isOpen: true,
    edition: 1,
    appId: secrets.appId,
    plaintext: false,
    changedAt: now,
    changedBy: 'usr_1',
    ...facts,
  })
  const used = new Map<string, string>()
  const [received, refused, told]: [InboundMessage[], Refusal[], CarrierNews[]] = [[], [], []]
  const ports = {
    door: async () => door,
    secrets: async () => [secrets],
    isSigned,
    openEnvelope,
    readXml,
    digest: (content: string) => createHash('sha256').update(content).digest('hex'),
    usedBefore: async (_: string, { nonce, content }: { nonce: string; content: string }) => {
      const before = used.get(nonce)
      used.set(nonce, before ?? content)
      return before === undefined ? ('new' as const) : before === content ? ('same' as const) : ('other' as const)
    },
    receive: async (message: InboundMessage) => void received.push(message),
    told: async (news: CarrierNews) => void told.push(news),
    refused: (refusal: Refusal) => void refused.push(refusal),
  }
  const push = ({ query, body }: { readonly query: object; readonly body: string }) =>
    wechatDoor(
      ports,
      {
        queryStringParameters: query,
        body,
        isBase64Encoded: false,
        requestContext: { http: { method: 'POST' }, requestId: 'trace-test' },
      } as unknown as APIGatewayProxyEventV2,
      now,
    )
  return { push, received, refused, told }
}

const said = textMessage('6054768590064713728', '你好 <b>&</b>', at)

describe('what WeChat brings', () => {
  it.each([
    ['text', { Content: '货到哪里了?' }, '货到哪里了?'],
    ['image', { PicUrl: 'http://mmbiz.qpic.cn/1', MediaId: 'm1' }, '[图片] http://mmbiz.qpic.cn/1'],
    ['voice', { MediaId: 'm1', Recognition: '我要查货' }, '[语音] 我要查货'],
    ['voice', { MediaId: 'm1' }, '[语音] m1'],
    ['location', { Location_X: '31.2', Location_Y: '121.5', Label: '浦东' }, '[位置] 浦东 (31.2, 121.5)'],
  ])('as %s is a message of the one who sent it', async (MsgType, members, text) => {
    const door = openDoor()
    const message = xmlOf({ ToUserName: 'gh_1', FromUserName: 'oLiNa', CreateTime: String(at / 1000), MsgId: '1', MsgType, ...members })
    expect(await door.push(pushed(secrets, message, at))).toMatchObject({ statusCode: 200, body: 'success' })
    expect(door.received).toMatchObject([
      { channel: 'wechat', externalId: '1', from: { address: 'oLiNa' }, to: 'gh_1', text, receivedAt: now },
    ])
  })

  it('as an event, such as that somebody follows the account, is nobody’s request', async () => {
    const door = openDoor()
    const event = xmlOf({ ToUserName: 'gh_1', FromUserName: 'oLiNa', CreateTime: '1409735668', MsgType: 'event', Event: 'subscribe' })
    expect(await door.push(pushed(secrets, event, at))).toMatchObject({ statusCode: 200, body: 'success' })
    expect(door.received).toEqual([])
  })

  it.each([
    ['success', 'delivered'],
    ['failed:user block', 'blocked'],
    ['failed: system failed', 'failed'],
  ])('of a template message of ours, %s, goes on without saying whom it went to', async (Status, fate) => {
    const door = openDoor()
    const members = { ToUserName: 'gh_1', FromUserName: 'oLiNa', CreateTime: String(at / 1000), MsgType: 'event' }
    const event = xmlOf({ ...members, Event: 'TEMPLATESENDJOBFINISH', MsgID: '3151487862098280449', Status })
    expect(await door.push(pushed(secrets, event, at))).toMatchObject({ statusCode: 200, body: 'success' })
    expect(door.told).toEqual([{ msgId: '3151487862098280449', fate, at: now }])
    expect(door.received).toEqual([])
  })

  it('of a template message without saying which is an event like any other', async () => {
    const door = openDoor()
    const members = { ToUserName: 'gh_1', FromUserName: 'oLiNa', CreateTime: String(at / 1000), MsgType: 'event', Status: 'success' }
    const event = xmlOf({ ...members, Event: 'TEMPLATESENDJOBFINISH', MsgID: 'x' })
    expect(await door.push(pushed(secrets, event, at))).toMatchObject({ statusCode: 200 })
    expect(door.told).toEqual([])
  })

  it('word for word once more, since it got no answer, is answered again', async () => {
    const door = openDoor()
    const call = pushed(secrets, said, at)
    for (const _ of [1, 2]) expect(await door.push(call)).toMatchObject({ statusCode: 200 })
    expect(door.refused).toEqual([])
  })
})

describe('whoever is not WeChat is turned away, nothing is kept, and the log says why', () => {
  const good = pushed(secrets, said, at)
  const other = pushed(secrets, textMessage('2', 'other', at), at)
  const with_ = (query: object, body = good.body) => ({ query: { ...good.query, ...query }, body })

  it.each([
    ['unsigned', 401, { query: {}, body: good.body }],
    ['wrong signature', 403, with_({ signature: '0'.repeat(40) })],
    ['wrong signature', 403, with_({ timestamp: String(at / 1000 + 1) })],
    ['too old', 403, pushed(secrets, said, at - 301_000)],
    ['too old', 403, pushed(secrets, said, at + 301_000)],
    ['wrong signature of the message', 403, with_({}, other.body)],
    ['for another account', 403, pushed({ ...secrets, appId: 'wx0000000000000000' }, said, at)],
    ['not sealed under our key', 403, pushed({ ...secrets, encodingAesKey: 'B'.repeat(43) }, said, at)],
    ['not encrypted', 403, pushedOpenly(secrets.token, said, at)],
    ['not the XML of a message', 422, with_({}, '<!DOCTYPE x><xml><Encrypt>1</Encrypt></xml>')],
    ['a message of a kind that is not known', 422, pushed(secrets, xmlOf({ MsgType: 'smell' }), at)],
    ['too large', 413, with_({}, 'x'.repeat(64_001))],
  ])('%s: %i', async (reason, status, call) => {
    const door = openDoor()
    expect(await door.push(call)).toMatchObject({ statusCode: status })
    expect(door.refused).toEqual([{ status, reason }])
    expect(door.received).toEqual([])
  })

  it('a signature that was caught on the way serves for no other words', async () => {
    const door = openDoor({ plaintext: true })
    const call = pushedOpenly(secrets.token, said, at)
    expect(await door.push(call)).toMatchObject({ statusCode: 200 })
    expect(await door.push({ ...call, body: textMessage('9', '转账', at) })).toMatchObject({ statusCode: 403 })
    expect(door.refused).toEqual([{ status: 403, reason: 'replayed' }])
    expect(door.received).toHaveLength(1)
  })

  it('a door that is closed is none', async () => {
    expect(await openDoor({ isOpen: false }).push(good)).toMatchObject({ statusCode: 404 })
  })
})
