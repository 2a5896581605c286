import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { messageStore } from '../../../../adapters/dynamo/messages/message-store.ts'
import { suppressionStore } from '../../../../adapters/dynamo/messages/suppression-store.ts'
import { templateStore } from '../../../../adapters/dynamo/messages/template-store.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { messages } from '../../../../domain/messages/decide.ts'
import type { Carried, Parcel } from '../../../../domain/messages/ports.ts'
import { mailNotice } from '../../../../functions/queue/messages/mail-notice.ts'
import { cancelMessage, queueMessage } from '../../../../functions/queue/messages/queue-message.ts'
import { messageDue, type SendPorts, sendMessage } from '../../../../functions/queue/messages/send-message.ts'
import { execute } from '../../../../functions/runtime/execute.ts'
import { suppressionId } from '../../../../functions/runtime/suppression-id.ts'
import { indexOf } from '../../../support/closed.ts'
import { contextOf } from '../../../support/context.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'

let table: TestTable
beforeAll(async () => {
  table = await startTestTable()
})
afterAll(() => table.stop())

const now = '2026-11-21T08:30:00.000Z'
const minutes = (count: number) => contextOf({ now: new Date(Date.parse(now) + count * 60_000).toISOString() })
const customerId = 'cus_01KAJ0000000000000000000AA'

let carried: Parcel[]
let outcome: () => Promise<Carried>
let unknown: string[]
beforeEach(() => {
  carried = []
  unknown = []
  outcome = async () => ({ kind: 'taken', providerId: `ses-${carried.length}` })
})

const sealedAt = (address: string) => ({ open: async () => new Map([['/it', address]]) })

/** Everything on the real table but the address, which a test says, and the provider, which counts. */
const ports = (address = 'li.na@shunda.example'): SendPorts => ({
  messages: messageStore(table.table),
  templates: templateStore(table.table),
  suppressions: suppressionStore(table.table),
  addressee: async () => ({
    name: '李娜',
    language: 'en',
    zone: 'Asia/Shanghai',
    quietHours: undefined,
    channels: [],
    customers: [customerId],
    addresses: [
      {
        channel: 'email',
        index: indexOf({ kind: 'email', value: address }),
        optOut: false,
        at: { record: sealedAt(address), pointer: '/it' },
      },
    ],
  }),
  conversation: async () => undefined,
  withFiles: async (_, work) => work([]),
  remember: async () => {},
  carried: async () => {},
  carriers: {
    email: async (parcel) => {
      carried.push(parcel)
      return outcome()
    },
  },
  links: async () => ({
    page: ({ page, id }) => `https://firm.example/${page}/${id}`,
    unsubscribe: ({ category }) => `https://firm.example/u/${category}`,
  }),
  now: () => Instant.parse(now),
  newAttempt: () => crypto.randomUUID(),
  spread: () => 0,
  unknown: (id) => void unknown.push(id),
})

let count = 0
const cause = () => {
  count += 1
  return `test:${count}`
}
const wanted = (facts: object = {}) => ({
  cause: cause(),
  to: { kind: 'contact', id: 'con_01KAJ0000000000000000000AA' } as const,
  template: 'letter',
  fields: { title: 'Closed', body: 'Over the holiday' },
  customerId,
  ...facts,
})
const queued = (facts: object = {}) => queueMessage(ports(), wanted(facts), minutes(0))
const stateOf = async (id: string) => (await messageStore(table.table).load(id))?.state

describe('a message that is asked for', () => {
  it('three times for one cause is one message', async () => {
    const one = wanted()
    const ids = await Promise.all([1, 2, 3].map(() => queueMessage(ports(), one, minutes(0))))
    expect(new Set(ids).size).toBe(1)
    await sendMessage(ports(), ids[0] ?? '', minutes(0))
    expect(carried).toHaveLength(1)
  })

  it('and taken back before it goes out is not sent; one that was never asked for is nothing to take back', async () => {
    const one = wanted({ sendAt: Instant.parse('2026-11-22T00:00:00Z') })
    const id = await queueMessage(ports(), one, minutes(0))
    await cancelMessage(ports(), one.cause, minutes(1))
    await cancelMessage(ports(), 'never', minutes(1))
    await messageDue(ports(), id, minutes(24 * 60))
    expect(carried).toEqual([])
    expect(await stateOf(id)).toMatchObject({ state: 'refused', refused: { reason: 'cancelled' } })
  })
})

describe('a message that waits', () => {
  it('goes out once, though it is handed over three times at once, by the event and by the clock', async () => {
    const id = await queued()
    const turns = [sendMessage, messageDue, sendMessage, messageDue].map((turn) => turn(ports(), id, minutes(0)))
    await Promise.all(turns)
    await sendMessage(ports(), id, minutes(1))
    expect(carried).toHaveLength(1)
    expect(await stateOf(id)).toMatchObject({ state: 'sent', tries: 1, sent: { providerId: 'ses-1' } })
  })

  it('goes out once, though the worker dies in the middle of it, and a person is told', async () => {
    const id = await queued()
    outcome = () => Promise.reject(new Error('killed'))
    await expect(sendMessage(ports(), id, minutes(0))).rejects.toThrow('killed')
    for (const later of [0, 1, 4, 5, 6, 600]) {
      await sendMessage(ports(), id, minutes(later))
      await messageDue(ports(), id, minutes(later))
    }
    expect(carried).toHaveLength(1)
    expect(await stateOf(id)).toMatchObject({ state: 'unknown' })
    expect(unknown).toEqual([id])
  })

  it('waits on while its recipient cannot be looked up, and goes out when they can', async () => {
    const id = await queued()
    const locked: SendPorts = { ...ports(), addressee: () => Promise.reject(new Error('the key service does not answer')) }
    await expect(sendMessage(locked, id, minutes(0))).rejects.toThrow()
    expect(await stateOf(id)).toMatchObject({ state: 'queued' })
    await sendMessage(ports(), id, minutes(1))
    expect(carried).toHaveLength(1)
  })

  it('comes back when the provider was busy, and not before its time', async () => {
    const id = await queued()
    outcome = async () => ({ kind: 'busy' })
    await sendMessage(ports(), id, minutes(0))
    outcome = async () => ({ kind: 'taken', providerId: 'ses-later' })
    await messageDue(ports(), id, minutes(0))
    expect(carried).toHaveLength(1)
    await messageDue(ports(), id, minutes(1))
    expect(carried).toHaveLength(2)
    expect(await stateOf(id)).toMatchObject({ state: 'sent', tries: 2, sent: { providerId: 'ses-later' } })
  })

  it('carries the way out where nobody asked for it, and none where it is their own business', async () => {
    await sendMessage(ports(), await queued(), minutes(0))
    await sendMessage(ports(), await queued({ template: 'newsletter' }), minutes(0))
    expect(carried.map(({ unsubscribe }) => unsubscribe)).toEqual([undefined, 'https://firm.example/u/marketing'])
  })

  it('is not sent to an address that nobody has confirmed, unless it is the code that confirms it', async () => {
    const addressee = async () => {
      const found = await ports().addressee({ kind: 'user', id: 'usr_1' }, { purpose: 'send_transactional' })
      return found && { ...found, confirmationCode: async () => '04711815' }
    }
    const [plain, code] = [await queued(), await queued({ template: 'staff.confirmation', fields: {} })]
    for (const id of [plain, code]) await sendMessage({ ...ports(), addressee }, id, minutes(0))
    expect(await stateOf(plain)).toMatchObject({ refused: { reason: 'no_address' } })
    expect(carried.map(({ messageId }) => messageId)).toEqual([code])
    expect(JSON.stringify(carried)).toContain('04711815')
  })
})

/** What SES tells of the try that was carried for this message, as the rules of the bus hand it on. */
const noticeOf = (id: string) => {
  const { attempt, address } = carried.findLast(({ messageId }) => messageId === id) ?? { attempt: 'att_1', address: 'somewhere' }
  return { message: id, attempt, address, at: now }
}
const bounceOf = (id: string, bounceType = 'Permanent') => ({ ...noticeOf(id), eventType: 'Bounce', bounceType })
const notices = (id: string) => [{ ...noticeOf(id), eventType: 'Delivery' }, bounceOf(id)]

describe('what the provider tells', () => {
  const feedback = () => ({ messages: messageStore(table.table), suppressions: suppressionStore(table.table) })

  it('a thousand times over, in no order, is written down once a mail', async () => {
    const ids = await Promise.all(Array.from({ length: 50 }, () => queued()))
    for (const [i, id] of ids.entries()) await sendMessage(ports(`nobody-${i}@shunda.example`), id, minutes(0))
    const storm = Array.from({ length: 10 }, () => ids.flatMap(notices)).flat()
    const shuffled = storm.map((notice, i) => ({ notice, place: (i * 7919) % storm.length })).sort((a, b) => a.place - b.place)
    expect(shuffled).toHaveLength(1000)
    for (let start = 0; start < shuffled.length; start += 25)
      await Promise.all(
        shuffled.slice(start, start + 25).map(({ notice }) => mailNotice(feedback(), notice, minutes(1)).catch(retry(notice))),
      )
    for (const id of ids) expect(await stateOf(id)).toMatchObject({ state: 'bounced', bounced: { kind: 'permanent' } })
    const suppressed = await suppressionStore(table.table).ofRecipient('con_01KAJ0000000000000000000AA')
    expect(suppressed.map(({ version }) => version)).toEqual(Array(50).fill(1))
    const again = await queued()
    await sendMessage(ports('nobody-7@shunda.example'), again, minutes(2))
    expect(await stateOf(again)).toMatchObject({ refused: { reason: 'suppressed' } })
  })

  /** As the queue does with what was overtaken too often. */
  const retry = (notice: unknown) => () => mailNotice(feedback(), notice, minutes(1))

  it('settles a message of which nobody knew, by the tag that it went out with', async () => {
    const id = await queued()
    outcome = async () => ({ kind: 'lost' })
    await sendMessage(ports('known@shunda.example'), id, minutes(0))
    expect(await stateOf(id)).toMatchObject({ state: 'unknown' })
    expect(await mailNotice(feedback(), notices(id)[0], minutes(1))).toBe(true)
    expect(await stateOf(id)).toMatchObject({ state: 'delivered' })
  })

  it('stops the address that the mail went to, not the one that the message went to since', async () => {
    const id = await queued()
    outcome = async () => ({ kind: 'lost' })
    await sendMessage(ports('former@shunda.example'), id, minutes(0))
    const settle = { type: 'settle', as: 'again', customers: [] } as const
    await execute(messages, messageStore(table.table), { id, command: settle, context: minutes(1) })
    outcome = async () => ({ kind: 'taken', providerId: 'ses-2' })
    await sendMessage(ports('present@shunda.example'), id, minutes(2))
    const [{ attempt, address } = { attempt: '', address: '' }] = carried.slice(-2)
    await mailNotice(feedback(), { ...bounceOf(id), attempt, address }, minutes(3))
    expect(await stateOf(id)).toMatchObject({ state: 'sent' })
    for (const [to, state] of [
      ['former@shunda.example', 'refused'],
      ['present@shunda.example', 'sent'],
    ] as const) {
      const next = await queued()
      await sendMessage(ports(to), next, minutes(4))
      expect(await stateOf(next), to).toMatchObject({ state })
    }
  })

  it('of a mail that was none of our messages is passed over', async () => {
    const [stray] = notices('msg_01KAJ0000000000000000000ZZ')
    expect(await mailNotice(feedback(), stray, minutes(0))).toBe(false)
  })

  it('is not taken as SES wrote it, with addresses in it', async () => {
    const id = await queued()
    await expect(mailNotice(feedback(), { ...bounceOf(id), mail: { destination: ['li.na@shunda.example'] } }, minutes(0))).rejects.toThrow()
  })

  it.each([
    ['behind', ['Delivery', 'Bounce']],
    ['before', ['Bounce', 'Delivery']],
  ] as const)('of somebody who is away, told %s the delivery, leaves a message delivered and its address open', async (_, order) => {
    const id = await queued()
    await sendMessage(ports('away@shunda.example'), id, minutes(0))
    const told = { Delivery: notices(id)[0], Bounce: bounceOf(id, 'Transient') }
    for (const kind of order) await mailNotice(feedback(), told[kind], minutes(1))
    expect(await stateOf(id)).toMatchObject({ state: 'delivered' })
    const again = await queued()
    await sendMessage(ports('away@shunda.example'), again, minutes(2))
    expect(await stateOf(again)).toMatchObject({ state: 'sent' })
  })

  it('of a mailbox that was full for days leaves the address open', async () => {
    const id = await queued()
    await sendMessage(ports('full@shunda.example'), id, minutes(0))
    await mailNotice(feedback(), bounceOf(id, 'Transient'), minutes(1))
    expect(await stateOf(id)).toMatchObject({ state: 'bounced', bounced: { kind: 'transient' } })
    const again = await queued()
    await sendMessage(ports('full@shunda.example'), again, minutes(2))
    expect(await stateOf(again)).toMatchObject({ state: 'sent' })
  })
})

describe('what a provider turns away', () => {
  const stopsAt = async (address: string) =>
    (await suppressionStore(table.table).load(suppressionId('email', indexOf({ kind: 'email', value: address }))))?.state?.stops
  const turnedAway = async (address: string, answer: Carried) => {
    const id = await queued()
    outcome = async () => answer
    await sendMessage(ports(address), id, minutes(0))
    return stateOf(id)
  }

  it('because its reader wants nothing more stops the address', async () => {
    const address = 'no.more@shunda.example'
    expect(await turnedAway(address, { kind: 'refused', stopped: true })).toMatchObject({ refused: { reason: 'provider_refused' } })
    expect(await stopsAt(address)).toMatchObject({ all: { reason: 'unsubscribed' } })
    expect(await turnedAway(address, { kind: 'taken', providerId: 'ses-1' })).toMatchObject({ refused: { reason: 'suppressed' } })
  })

  it('for what it says stops nothing', async () => {
    const address = 'too.long@shunda.example'
    expect(await turnedAway(address, { kind: 'refused' })).toMatchObject({ refused: { reason: 'provider_refused' } })
    expect(await stopsAt(address)).toBeUndefined()
  })
})
