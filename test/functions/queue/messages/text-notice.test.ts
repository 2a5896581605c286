import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { messageStore } from '../../../../adapters/dynamo/messages/message-store.ts'
import { suppressionStore } from '../../../../adapters/dynamo/messages/suppression-store.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { messages } from '../../../../domain/messages/decide.ts'
import { textEnds } from '../../../../domain/messages/text-ends.ts'
import { letter } from '../../../../domain/templates/shipped/letter.ts'
import { queueMessage } from '../../../../functions/queue/messages/queue-message.ts'
import { TextNotice, textNotice } from '../../../../functions/queue/messages/text-notice.ts'
import { execute } from '../../../../functions/runtime/execute.ts'
import { suppressionId } from '../../../../functions/runtime/suppression-id.ts'
import { contextOf } from '../../../support/context.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'

let there: TestTable
beforeAll(async () => {
  there = await startTestTable()
})
afterAll(() => there.stop())

const now = Instant.parse('2026-11-23T08:30:00.000Z')
const told = Instant.parse('2026-11-23T08:30:07.000Z')
const context = contextOf({ now })
const ports = () => ({ messages: messageStore(there.table), suppressions: suppressionStore(there.table) })

/** A text that AWS took, whether its worker lived to say so or not. */
const sent = async ({ isReported = true } = {}) => {
  const address = `hash-${ulid()}`
  const wanted = {
    to: { kind: 'contact', id: 'con_01KAJ0000000000000000000AA' },
    template: 'letter',
    fields: { title: 'a', body: 'b' },
  } as const
  const id = await queueMessage(ports(), { cause: `test:${ulid()}`, ...wanted }, context)
  const run = async (command: Parameters<typeof messages.decide>[1]) => {
    expect(await execute(messages, ports().messages, { id, command, context })).toMatchObject({ ok: true })
  }
  const way = { channel: 'sms', address, optOut: false, suppressed: false } as const
  const recipient = { customers: [], language: undefined, zone: 'Asia/Shanghai', quietHours: undefined, channels: [], ways: [way] }
  const template = { version: 0, state: { ...letter, words: { en: { sms: { text: '{{title}}' } } } } }
  await run({ type: 'send', attempt: 'first', template, recipient })
  await run({ type: 'report', attempt: 'first', outcome: isReported ? { kind: 'taken', providerId: 'text-1' } : { kind: 'lost' } })
  return { message: id, attempt: 'first', address, at: told }
}
const kept = async (id: string) => messageStore(there.table).load(id)
const stopped = async (address: string) => (await ports().suppressions.load(suppressionId('sms', address)))?.state?.stops

describe('what AWS tells of a text', () => {
  const bounced = (kind: string) => ({ state: 'bounced', bounced: { at: told, kind } })
  const transient = textEnds.filter((end) => !['TEXT_DELIVERED', 'TEXT_INVALID', 'TEXT_BLOCKED'].includes(end))

  it.each([
    ['TEXT_DELIVERED', { state: 'delivered', deliveredAt: told }, false],
    ['TEXT_INVALID', bounced('permanent'), true],
    ['TEXT_BLOCKED', bounced('permanent'), true],
    ...transient.map((end) => [end, bounced('transient'), false] as const),
  ] as const)('%s, is written down once, and a number to which nothing comes through gets no more', async (eventType, becomes, stops) => {
    const text = await sent()
    for (const _ of [1, 2]) expect(await textNotice(ports(), { ...text, eventType }, context)).toBe(true)
    const after = await kept(text.message)
    expect(after).toMatchObject({ version: 4, state: becomes })
    if (stops) expect(await stopped(text.address)).toMatchObject({ all: { reason: 'bounced' } })
    else expect(await stopped(text.address)).toBeUndefined()
  })

  it('settles one of which nobody knew whether it went out', async () => {
    const text = await sent({ isReported: false })
    expect((await kept(text.message))?.state).toMatchObject({ state: 'unknown' })
    await textNotice(ports(), { ...text, eventType: 'TEXT_DELIVERED' }, context)
    expect((await kept(text.message))?.state).toMatchObject({ state: 'delivered' })
  })

  it('of an earlier try changes nothing of the message, and yet stops the number to which that went', async () => {
    const [text, address] = [await sent(), `hash-${ulid()}`]
    const before = await kept(text.message)
    const earlier = { ...text, attempt: 'another', address }
    expect(await textNotice(ports(), { ...earlier, eventType: 'TEXT_UNREACHABLE' }, context)).toBe(true)
    expect(await stopped(address)).toBeUndefined()
    expect(await textNotice(ports(), { ...earlier, eventType: 'TEXT_BLOCKED' }, context)).toBe(true)
    expect(await stopped(address)).toMatchObject({ all: { reason: 'bounced' } })
    expect(await kept(text.message)).toEqual(before)
    expect(await stopped(text.address)).toBeUndefined()
  })

  it('of a message that is not there is passed over', async () => {
    const text = await sent()
    const stray = { ...text, message: 'msg_01KAJ0000000000000000000ZZ', eventType: 'TEXT_DELIVERED' } as const
    expect(await textNotice(ports(), stray, context)).toBe(false)
  })

  it('is taken as the rule hands it on and in no other form, least of all with a number in it', async () => {
    const notice = { ...(await sent()), eventType: 'TEXT_DELIVERED' }
    expect(TextNotice.safeParse(notice).success).toBe(true)
    const others = [{ destinationPhoneNumber: '+8613800138000' }, { eventType: 'TEXT_SUCCESSFUL' }, { message: '' }, { at: 'yesterday' }]
    expect(others.map((facts) => TextNotice.safeParse({ ...notice, ...facts }).success)).toEqual([false, false, false, false])
  })
})
