import { ulid } from 'ulid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { messageStore } from '../../../../adapters/dynamo/messages/message-store.ts'
import { notificationAround } from '../../../../adapters/dynamo/notifications/notification-around.ts'
import { digestUnreadIn } from '../../../../adapters/dynamo/notifications/notification-queries.ts'
import { notificationStore } from '../../../../adapters/dynamo/notifications/notification-store.ts'
import { openReminders } from '../../../../adapters/dynamo/reminders/open-reminders.ts'
import { digestStore } from '../../../../adapters/dynamo/staff/digest-store.ts'
import { EventEnvelope } from '../../../../domain/kernel/event-envelope.ts'
import { EventId, UserId } from '../../../../domain/kernel/ids.ts'
import { Instant } from '../../../../domain/kernel/instant.ts'
import { notifications } from '../../../../domain/notifications/decide.ts'
import { firmSettings } from '../../../../domain/staff/staff-member.ts'
import type { NoticeType } from '../../../../domain/staff/switches.ts'
import { Notice } from '../../../../functions/queue/job.ts'
import { sendDigest } from '../../../../functions/queue/telling/digest.ts'
import { derivedId } from '../../../../functions/runtime/derived-id.ts'
import { execute } from '../../../../functions/runtime/execute.ts'
import { notificationId } from '../../../../functions/runtime/notification-id.ts'
import { actorOf, contextOf } from '../../../support/context.ts'
import { startTestTable, type TestTable } from '../../../support/engine.ts'

let there: TestTable
beforeAll(async () => {
  there = await startTestTable()
})
afterAll(() => there.stop())

const now = '2026-11-23T02:00:00.000Z'
const context = contextOf({ now })

const raise = (user: string, type: NoticeType, at: number) => {
  const event = { id: EventId.parse(`evt_${ulid(at)}`), type: 'note.written', at: Instant.parse(now), by: UserId.parse('usr_wang') }
  const id = notificationId(event.id, user)
  const tidings = { id, user: UserId.parse(user), type, event, subject: { kind: 'ticket', id: 'tkt_01KAJ0000000000000000000AA' } }
  const command = { type: 'raise', tidings, settings: firmSettings, hasAddress: true } as const
  return execute(notifications, notificationStore(there.table, user), { id, command, context })
}

/** Those of `mention` are older than any that the digest is not to name. */
const flooded = async (user: string, mentions: number, others: number): Promise<void> => {
  const then = Date.parse(now)
  await Promise.all([
    ...Array.from({ length: mentions }, (_, i) => raise(user, 'mention', then - 20_000 + i)),
    ...Array.from({ length: others }, (_, i) => raise(user, i % 2 === 0 ? 'ticket_assigned' : 'reminder_due', then - 10_000 + i)),
  ])
}

const digestFor = async (user: string) => {
  const id = `evt_${ulid()}`
  const subject = { kind: 'digest', id: derivedId('digest', user) }
  const actor = { id: 'sys_clock', roles: [] }
  const fell = { id, type: 'digest.fell_due', schema: 1, at: now, actor, subject, version: 2, about: [], traceId: 'trace' }
  const event = EventEnvelope.parse({ ...fell, data: { type: fell.type, user } })
  const messages = messageStore(there.table)
  const ports = {
    digests: digestStore(there.table),
    settingsOf: async () => ({ settings: firmSettings, hasAddress: true }),
    rightsOf: async () => ({ ...actorOf(), id: user }),
    digestUnread: digestUnreadIn(there.table),
    around: notificationAround(there.table),
    openReminders: openReminders(there.table),
    event: async () => event,
    firmDays: async () => ({ week: [], otherwise: new Map() }),
    messages,
  }
  await sendDigest(ports, Notice.parse(fell), context)
  return (await messages.load(derivedId('message', `digest:${id}`)))?.state?.fields
}
const mention = { words: '有备注提到了您' }

it('a digest names mentions behind a hundred and fifty newer notices that it is not to name', async () => {
  const user = `usr_${ulid()}`
  await flooded(user, 3, 150)
  expect(await digestFor(user)).toMatchObject({ unread: 3, notices: [mention, mention, mention] })
})

it('a digest counts all hundred and fifty that it is to name, and names the newest twenty', async () => {
  const user = `usr_${ulid()}`
  await flooded(user, 150, 150)
  const fields = await digestFor(user)
  expect(fields).toMatchObject({ unread: 150, notices: Array.from({ length: 20 }, () => mention) })
  expect(fields).not.toHaveProperty('unreadMore')
})

it('where not all that is unread was looked at, the count is the least that there is', async () => {
  const user = `usr_${ulid()}`
  await flooded(user, 60, 150)
  const cut = await digestUnreadIn(there.table)(user, { named: 20, looked: 200 })
  expect([cut.named.length, cut.count, cut.more]).toEqual([20, 50, true])
})
