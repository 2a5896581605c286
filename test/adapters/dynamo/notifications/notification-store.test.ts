import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dueIndexOf } from '../../../../adapters/dynamo/due-index.ts'
import { notificationKey } from '../../../../adapters/dynamo/notifications/keys.ts'
import { notificationQueries } from '../../../../adapters/dynamo/notifications/notification-queries.ts'
import { dueNotification, notificationStore } from '../../../../adapters/dynamo/notifications/notification-store.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { type NotificationCommand, notifications } from '../../../../domain/notifications/decide.ts'
import { Notification } from '../../../../domain/notifications/notification.ts'
import { firmSettings } from '../../../../domain/staff/staff-member.ts'
import { execute } from '../../../../functions/runtime/execute.ts'
import { notificationId } from '../../../../functions/runtime/notification-id.ts'
import { contextOf } from '../../../support/context.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'

let there: TestTable
beforeAll(async () => {
  there = await startTestTable()
})
afterAll(() => there.stop())

const now = '2026-11-23T02:00:00.000Z'
const order = (user: string, id: string, command: NotificationCommand) =>
  execute(notifications, notificationStore(there.table, user), { id, command, context: contextOf({ now }) })
const raise = async (user: string, eventId = `evt_${ulid()}`) => {
  const id = notificationId(eventId, user)
  const tidings = Notification.omit({ inDigest: true, mailAt: true, readAt: true }).parse({
    id,
    user,
    type: 'low_score',
    event: { id: eventId, type: 'reminder.written', at: now, by: 'usr_wang' },
    subject: { kind: 'reminder', id: 'rem_01KAJ0000000000000000000AA' },
  })
  await order(user, id, { type: 'raise', tidings, settings: firmSettings, hasAddress: true })
  return id
}
const queries = () => notificationQueries(there.table, there.cursors)
const idsOf = async (user: string, which: 'all' | 'unread', limit = 100) => {
  const page = await queries().list(user, which, { limit, reader: user })
  return page.ok ? page.value.items.map(({ id }) => id) : []
}

describe('the notifications of a person', () => {
  it('come the newest event first, whatever the order in which they were told', async () => {
    const [first, second, third] = [ulid(1_000), ulid(2_000), ulid(3_000)].map((one) => `evt_${one}`)
    const told = [await raise('usr_order', second), await raise('usr_order', third), await raise('usr_order', first)]
    expect(await idsOf('usr_order', 'all')).toEqual([told[1], told[0], told[2]])
  })

  it('are one an event, however often and by however many it is told at once', async () => {
    const eventId = `evt_${ulid()}`
    await Promise.all(Array.from({ length: 8 }, () => raise('usr_once', eventId)))
    expect(await idsOf('usr_once', 'all')).toHaveLength(1)
    expect(await queries().unread('usr_once', 100)).toHaveLength(1)
  })

  it('stand among the unread until they are read, and again when they are put back', async () => {
    const id = await raise('usr_read')
    await order('usr_read', id, { type: 'read' })
    expect(await idsOf('usr_read', 'unread')).toEqual([])
    expect(await idsOf('usr_read', 'all')).toEqual([id])
    await order('usr_read', id, { type: 'unread' })
    expect(await idsOf('usr_read', 'unread')).toEqual([id])
  })

  it("are no others', though their names begin alike", async () => {
    await raise('usr_a')
    expect(await idsOf('usr_a#', 'all')).toEqual([])
    expect(await idsOf('usr_', 'all')).toEqual([])
  })

  it('expire: a year after the event, or 90 days after they were read', async () => {
    const id = await raise('usr_expiry')
    const expiry = async () => (await there.table.get(notificationKey('usr_expiry', id)))?.['expiresAt']
    expect(await expiry()).toBe(Date.parse(now) / 1000 + 365 * 86_400)
    await order('usr_expiry', id, { type: 'read' })
    expect(await expiry()).toBe(Date.parse(now) / 1000 + 90 * 86_400)
  })

  it('stand in the due index while a mail waits, by a name that says whose they are', async () => {
    const user = '李娜/sales#east'
    const id = await raise(user)
    const due = async () => {
      const found: string[] = []
      for await (const page of dueIndexOf(there.table).before(Instant.parse('2026-11-24T00:00:00.000Z')))
        found.push(...page.map((entry) => entry.id))
      return found.map(dueNotification).filter((one) => one.user === user)
    }
    expect(await due()).toEqual([{ id, user }])
    await order(user, id, { type: 'fall due', shift: firmSettings })
    expect(await due()).toEqual([])
  })
})
