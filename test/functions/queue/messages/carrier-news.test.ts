import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { carriedMessages, carrierNews } from '../../../../adapters/dynamo/messages/carried-messages.ts'
import { messageStore } from '../../../../adapters/dynamo/messages/message-store.ts'
import { suppressionStore } from '../../../../adapters/dynamo/messages/suppression-store.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import type { TemplateFate } from '../../../../domain/messages/carried.ts'
import { messages } from '../../../../domain/messages/decide.ts'
import { letter } from '../../../../domain/templates/shipped/letter.ts'
import { takeCarrierNews } from '../../../../functions/queue/messages/carrier-news.ts'
import { queueMessage } from '../../../../functions/queue/messages/queue-message.ts'
import { execute } from '../../../../functions/runtime/execute.ts'
import { suppressionId } from '../../../../functions/runtime/suppression-id.ts'
import { contextOf } from '../../../support/context.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'

let there: TestTable
beforeAll(async () => {
  there = await startTestTable()
})
afterAll(() => there.stop())

const now = Instant.parse('2026-11-21T08:30:00.000Z')
const told = Instant.parse('2026-11-21T08:30:07.000Z')
const context = contextOf({ now })
const portsOf = ({ table }: TestTable) => ({
  messages: messageStore(table),
  suppressions: suppressionStore(table),
  carried: carriedMessages(table),
  news: carrierNews(table),
})

let msgIds = 3_151_487_862_098_280_000n
/** A message that goes to a WeChat user, as far as WeChat has taken it: whether its worker lived to say so or not. */
const sentBy = async (attempt: string, { isReported = true } = {}) => {
  const ports = portsOf(there)
  const address = `hash-${ulid()}`
  const template = { version: 0, state: { ...letter, words: { en: { wechat: { templateId: 'tpl_1', data: {} } } } } }
  const way = { channel: 'wechat', address, optOut: false, suppressed: false } as const
  const recipient = { customers: [], language: undefined, zone: 'Asia/Shanghai', quietHours: undefined, channels: [], ways: [way] }
  const wanted = {
    to: { kind: 'contact', id: 'con_01KAJ0000000000000000000AA' },
    template: 'letter',
    fields: { title: 'a', body: 'b' },
  } as const
  const id = await queueMessage(ports, { cause: `test:${ulid()}`, ...wanted }, context)
  const run = async (command: Parameters<typeof messages.decide>[1]) => {
    expect(await execute(messages, ports.messages, { id, command, context })).toMatchObject({ ok: true })
  }
  await run({ type: 'send', attempt, template, recipient })
  msgIds += 1n
  const msgId = String(msgIds)
  await ports.carried.note(msgId, { message: id, attempt, address }, now)
  const outcome = isReported ? ({ kind: 'taken', providerId: msgId } as const) : ({ kind: 'lost' } as const)
  await run({ type: 'report', attempt, outcome })
  return { id, msgId, address, run }
}
const tell = (msgId: string, fate: TemplateFate) => carrierNews(there.table).tell({ msgId, fate, at: told }, { now, dueAt: told })
const take = (msgId: string) => takeCarrierNews(portsOf(there), msgId, context)
const stateOf = async (id: string) => (await messageStore(there.table).load(id))?.state
const stopped = async (address: string) => (await suppressionStore(there.table).load(suppressionId('wechat', address)))?.state?.stops

describe('what WeChat tells of a message', () => {
  it.each([
    ['delivered', { state: 'delivered', deliveredAt: told }, undefined],
    ['blocked', { state: 'bounced', bounced: { at: told, kind: 'permanent' } }, { all: { reason: 'bounced' } }],
    ['failed', { state: 'bounced', bounced: { at: told, kind: 'transient' } }, undefined],
  ] as const)('%s, is written down once, and who blocks us gets nothing more there', async (fate, becomes, stops) => {
    const { id, msgId, address } = await sentBy('first')
    for (const _ of [1, 2]) await tell(msgId, fate)
    for (const _ of [1, 2]) expect(await take(msgId)).toBe(true)
    expect(await stateOf(id)).toMatchObject(becomes)
    expect(await portsOf(there).news.find(msgId)).toBeUndefined()
    const after = await messageStore(there.table).load(id)
    await tell(msgId, fate)
    await take(msgId)
    expect(await messageStore(there.table).load(id)).toEqual(after)
    if (stops) expect(await stopped(address)).toMatchObject(stops)
    else expect(await stopped(address)).toBeUndefined()
  })

  it('settles one of which nobody knew whether it went out', async () => {
    const { id, msgId } = await sentBy('first', { isReported: false })
    expect(await stateOf(id)).toMatchObject({ state: 'unknown' })
    await tell(msgId, 'delivered')
    await take(msgId)
    expect(await stateOf(id)).toMatchObject({ state: 'delivered' })
  })

  it('is written down by a worker that comes after one which died in the middle of it', async () => {
    const { id, msgId, address } = await sentBy('first')
    await tell(msgId, 'blocked')
    const dying = { ...portsOf(there), news: { ...carrierNews(there.table), done: () => Promise.reject(new Error('killed')) } }
    await expect(takeCarrierNews(dying, msgId, context)).rejects.toThrow('killed')
    expect(await take(msgId)).toBe(true)
    expect(await stateOf(id)).toMatchObject({ state: 'bounced' })
    expect(await stopped(address)).toMatchObject({ all: { reason: 'bounced' } })
    expect(await portsOf(there).news.find(msgId)).toBeUndefined()
  })

  it('of a message that this program never sent is passed over, and does not come again', async () => {
    await tell('99', 'delivered')
    expect(await take('99')).toBe(false)
    expect(await take('99')).toBe(true)
  })
})
