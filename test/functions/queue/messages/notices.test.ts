import { ulid } from 'ulid'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { customerGlances } from '../../../../adapters/dynamo/customers/customer-glances.ts'
import { customerList } from '../../../../adapters/dynamo/customers/customer-list.ts'
import { deskFigures } from '../../../../adapters/dynamo/desk-figures/desk-figures.ts'
import { rosterIn } from '../../../../adapters/dynamo/dispatch/desk-store.ts'
import { inHandOf } from '../../../../adapters/dynamo/dispatch/turns.ts'
import { eventIn, readEvent } from '../../../../adapters/dynamo/events/event-log.ts'
import { eventPartition } from '../../../../adapters/dynamo/events/keys.ts'
import { messageStore } from '../../../../adapters/dynamo/messages/message-store.ts'
import { noteStore } from '../../../../adapters/dynamo/notes/note-store.ts'
import { notificationAround } from '../../../../adapters/dynamo/notifications/notification-around.ts'
import { digestUnreadIn, unreadIn } from '../../../../adapters/dynamo/notifications/notification-queries.ts'
import { notificationStore } from '../../../../adapters/dynamo/notifications/notification-store.ts'
import { openReminders } from '../../../../adapters/dynamo/reminders/open-reminders.ts'
import { reviewQueries } from '../../../../adapters/dynamo/reviews/review-queries.ts'
import { digestStore } from '../../../../adapters/dynamo/staff/digest-store.ts'
import { reportStore } from '../../../../adapters/dynamo/staff/report-store.ts'
import { surveyRows } from '../../../../adapters/dynamo/surveys/survey-rows.ts'
import { Table, type Write } from '../../../../adapters/dynamo/table/table.ts'
import { digests } from '../../../../domain/digests/decide.ts'
import { notes } from '../../../../domain/notes/decide.ts'
import { NoteDraft } from '../../../../domain/notes/note.ts'
import { notifications } from '../../../../domain/notifications/decide.ts'
import { reports } from '../../../../domain/reports/decide.ts'
import { ReportDraft } from '../../../../domain/reports/report.ts'
import { firmSettings, type StaffSettings } from '../../../../domain/staff/staff-member.ts'
import { SurveyRow } from '../../../../domain/survey-results/row.ts'
import { Notice } from '../../../../functions/queue/job.ts'
import { fallDue } from '../../../../functions/queue/reminders/fall-due.ts'
import { planDigest, sendDigest } from '../../../../functions/queue/telling/digest.ts'
import { mailNotification } from '../../../../functions/queue/telling/mail-notification.ts'
import { sendReport } from '../../../../functions/queue/telling/send-report.ts'
import { tell } from '../../../../functions/queue/telling/tell.ts'
import { derivedId } from '../../../../functions/runtime/derived-id.ts'
import { execute } from '../../../../functions/runtime/execute.ts'
import { actorOf, contextOf } from '../../../support/context.ts'
import { glanceOf, putCustomers } from '../../../support/customer-items.ts'
import { startTestTable, type TestTable, tableName } from '../../../support/engine.ts'

let there: TestTable
beforeAll(async () => {
  there = await startTestTable()
})
afterAll(() => there.stop())

/** A table whose user is killed after so many writes: the write is there, and nothing follows it. */
class Mortal extends Table {
  #left: number
  constructor(left: number) {
    super(there.dynamo, tableName)
    this.#left = left
  }
  override async transact(writes: readonly Write[]) {
    if (this.#left === 0) throw new Error('killed')
    const done = await super.transact(writes)
    this.#left -= 1
    if (this.#left === 0) throw new Error('killed')
    return done
  }
}

const always = Object.fromEntries(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, ['00:00-24:00']]))
const settings: StaffSettings = {
  ...firmSettings,
  workingHours: { ...firmSettings.workingHours, ...always },
  switches: { mention: 'mail' },
}
const now = '2026-11-23T02:00:00.000Z'
const context = contextOf({ now })

/** What the jobs work with; `reader` is what the identity provider says of whoever is asked for. */
const portsOn = (table: Table, reader: ReturnType<typeof actorOf> | undefined = actorOf()) => ({
  of: (user: string) => notificationStore(table, user),
  event: eventIn(table),
  around: notificationAround(table),
  messages: messageStore(table),
  settingsOf: async () => ({ settings, hasAddress: true }),
  answering: async () => [],
  mayAssign: async () => [],
  nobodyThere: () => {},
  firmDays: async () => ({ week: [], otherwise: new Map() }),
  rightsOf: async (user: string) => reader && { ...reader, id: user },
  digests: digestStore(table),
  reports: reportStore(table),
  unread: unreadIn(table),
  digestUnread: digestUnreadIn(table),
  openReminders: openReminders(table),
  customers: customerList(table, there.cursors),
  reviews: reviewQueries(table, there.cursors),
  surveyRows: surveyRows(table, there.cursors),
  desk: { figures: deskFigures(table, there.cursors), roster: rosterIn(table), inHand: inHandOf(table) },
  glances: customerGlances(table),
})

/** The latest event of a subject, as the topic tells it. */
const lastNotice = async (subject: string): Promise<Notice> => {
  const item = (await there.table.queryAll({ partition: eventPartition(subject) })).at(-1)
  return Notice.strip().parse(item && readEvent(item))
}
const messageFor = async (cause: string) => (await messageStore(there.table).load(derivedId('message', cause)))?.state

/** Runs it with a worker that is killed after every number of writes in turn, and at last with one that lives. */
const killedEverywhere = async (run: (table: Table) => Promise<unknown>): Promise<void> => {
  for (let writes = 0; writes < 4; writes += 1) await run(new Mortal(writes)).catch(() => undefined)
  await run(there.table)
}

const mentioned = async (mentions: readonly string[]): Promise<Notice> => {
  const customer = glanceOf()
  await putCustomers(there.table, [customer])
  const id = `nte_${ulid()}`
  const draft = NoteDraft.parse({ text: '周末不收货', mentions })
  await execute(notes, noteStore(there.table, customer.id), {
    id,
    command: { type: 'write', id, draft, customer },
    context: contextOf({ now, actor: { id: 'usr_wang' } }),
  })
  return lastNotice(id)
}

describe('telling people of an event', () => {
  it('comes to one notification each, told three times and by workers that are killed', async () => {
    const users = [`usr_${ulid()}`, `usr_${ulid()}`]
    const notice = await mentioned(users)
    await killedEverywhere((table) => tell(portsOn(table), notice, context))
    for (let time = 0; time < 3; time += 1) await tell(portsOn(there.table), notice, context)
    for (const user of users) expect(await unreadIn(there.table)(user, 10)).toHaveLength(1)
  })

  it('brings nothing back that was read meanwhile', async () => {
    const user = `usr_${ulid()}`
    const notice = await mentioned([user])
    const ports = portsOn(there.table)
    await tell(ports, notice, context)
    const [one] = await ports.unread(user, 10)
    await execute(notifications, ports.of(user), { id: one?.id ?? '', command: { type: 'read' }, context })
    await tell(ports, notice, context)
    expect(await ports.unread(user, 10)).toEqual([])
  })
})

describe('the mail of a notification', () => {
  const waiting = async () => {
    const user = `usr_${ulid()}`
    await tell(portsOn(there.table), await mentioned([user]), context)
    const [one] = await unreadIn(there.table)(user, 10)
    return { user, id: one?.id ?? '' }
  }

  it('is asked for once, whatever kills the worker, and noted', async () => {
    const name = await waiting()
    await killedEverywhere((table) => mailNotification(portsOn(table), name, context))
    await mailNotification(portsOn(there.table), name, context)
    expect(await messageFor(`notification:${name.id}`)).toMatchObject({ state: 'queued', to: { kind: 'user', id: name.user } })
    expect((await notificationStore(there.table, name.user).load(name.id))?.state?.mailAt).toBeUndefined()
  })

  /** 18:50 in Shanghai, where the reader goes home at six. */
  const evening = contextOf({ now: '2026-11-23T10:50:00.000Z' })
  const inTheEvening = (ports: ReturnType<typeof portsOn>) => ({
    ...ports,
    settingsOf: async () => ({ settings: firmSettings, hasAddress: true }),
  })

  it('is put off to the next morning where its hour passed unseen, and asked for then', async () => {
    const name = await waiting()
    const ports = inTheEvening(portsOn(there.table))
    for (let time = 0; time < 2; time += 1) await mailNotification(ports, name, evening)
    expect(await messageFor(`notification:${name.id}`)).toBeUndefined()
    const morning = '2026-11-24T01:00:00.000Z'
    expect((await notificationStore(there.table, name.user).load(name.id))?.state?.mailAt).toBe(morning)
    await mailNotification(ports, name, contextOf({ now: morning }))
    expect(await messageFor(`notification:${name.id}`)).toMatchObject({ state: 'queued', sendAt: morning })
  })

  it('says nothing of a customer whom its reader does not reach by now', async () => {
    const name = await waiting()
    await mailNotification(portsOn(there.table, actorOf({ reach: { kind: 'own' } })), name, context)
    const message = await messageFor(`notification:${name.id}`)
    expect(message?.fields).toEqual({ words: '有备注提到了您', at: now })
  })

  it('does not go to whoever was shut out', async () => {
    const name = await waiting()
    const ports = { ...portsOn(there.table), rightsOf: async () => undefined }
    await mailNotification(ports, name, context)
    expect(await messageFor(`notification:${name.id}`)).toBeUndefined()
    expect((await notificationStore(there.table, name.user).load(name.id))?.state?.mailAt).toBeUndefined()
  })
})

describe('the daily digest', () => {
  const due = async (user: string) => {
    const ports = portsOn(there.table)
    const id = derivedId('digest', user)
    const plan = { workingHours: settings.workingHours, zone: settings.zone }
    const yesterday = contextOf({ now: '2026-11-22T00:00:00.000Z' })
    await execute(digests, ports.digests, { id, command: { type: 'plan', id, user, plan }, context: yesterday })
    await fallDue(digests, ports.digests)(id, context)
    return lastNotice(id)
  }

  it('is one message a falling due, with what is unread by then, whatever kills the worker', async () => {
    const user = `usr_${ulid()}`
    await tell(portsOn(there.table), await mentioned([user]), context)
    const notice = await due(user)
    expect(notice.type).toBe('digest.fell_due')
    await killedEverywhere((table) => sendDigest(portsOn(table), notice, context))
    expect((await messageFor(`digest:${notice.id}`))?.fields).toMatchObject({
      day: '2026-11-23',
      unread: 1,
      notices: [{ words: '有备注提到了您' }],
    })
  })

  it('that fell due in their hours and is told of after them waits for the next ones', async () => {
    const user = `usr_${ulid()}`
    await tell(portsOn(there.table), await mentioned([user]), context)
    const notice = await due(user)
    const ports = { ...portsOn(there.table), settingsOf: async () => ({ settings: firmSettings, hasAddress: true }) }
    await sendDigest(ports, notice, contextOf({ now: '2026-11-23T10:50:00.000Z' }))
    expect(await messageFor(`digest:${notice.id}`)).toMatchObject({
      state: 'queued',
      sendAt: '2026-11-24T01:00:00.000Z',
      fields: { day: '2026-11-24', unread: 1 },
    })
  })

  it('is none where there is nothing to say, or nobody to say it to', async () => {
    const user = `usr_${ulid()}`
    const notice = await due(user)
    await sendDigest(portsOn(there.table), notice, context)
    expect(await messageFor(`digest:${notice.id}`)).toBeUndefined()
    await tell(portsOn(there.table), await mentioned([user]), context)
    await sendDigest({ ...portsOn(there.table), rightsOf: async () => undefined }, notice, context)
    expect(await messageFor(`digest:${notice.id}`)).toBeUndefined()
  })

  it('does not fall due again by a second sweep, or a clock that steps back', async () => {
    const user = `usr_${ulid()}`
    await due(user)
    const { digests: store } = portsOn(there.table)
    const id = derivedId('digest', user)
    const seen = await store.load(id)
    for (const moment of [now, '2026-11-23T01:59:00.000Z', '2026-11-22T00:00:00.000Z'])
      await fallDue(digests, store)(id, contextOf({ now: moment }))
    expect(await store.load(id)).toEqual(seen)
  })

  it('is planned by what is settled now, in whatever order that is told', async () => {
    const user = `usr_${ulid()}`
    const notice = { ...(await due(user)), type: 'staff.settled' }
    const off = {
      ...portsOn(there.table),
      settingsOf: async () => ({ settings: { ...settings, digest: { on: false } }, hasAddress: true }),
    }
    await planDigest(off, notice, context)
    await planDigest(off, notice, context)
    expect((await off.digests.load(derivedId('digest', user)))?.state?.nextAt).toBeUndefined()
  })
})

describe('a report', () => {
  const due = async (facts: object) => {
    const id = `rps_${ulid()}`
    const { reports: store } = portsOn(there.table)
    const draft = ReportDraft.parse({ title: '客户', startsAt: now, recurrence: 'FREQ=DAILY', ...facts })
    const begun = contextOf({ now: '2026-11-22T00:00:00.000Z', actor: { id: 'usr_li' } })
    await execute(reports, store, { id, command: { type: 'schedule', id, draft, zone: 'Asia/Shanghai', reports: 0 }, context: begun })
    await fallDue(reports, store)(id, context)
    return { id, notice: await lastNotice(id) }
  }
  const customers = { list: { of: 'customers', narrowed: {} } }
  const lastOf = async (id: string) => (await reportStore(there.table).load(id))?.state?.last

  it('is one message a falling due, whatever kills the worker, and its outcome is noted once', async () => {
    const { id, notice } = await due(customers)
    await killedEverywhere((table) => sendReport(portsOn(table), notice, context))
    await sendReport(portsOn(there.table), notice, context)
    expect(await messageFor(`report:${notice.id}`)).toMatchObject({ template: 'report.customers' })
    expect(await lastOf(id)).toMatchObject({ outcome: 'sent', cause: notice.id })
    const made = (await there.table.queryAll({ partition: eventPartition(id) })).map(readEvent).filter(({ type }) => type === 'report.made')
    expect(made).toHaveLength(1)
  })

  it('is withheld from whoever lost the right, and not sent where there is no address', async () => {
    const lost = await due({ list: { of: 'reviews', narrowed: {} } })
    await sendReport(portsOn(there.table, actorOf({ permissions: ['customers:read'] })), lost.notice, context)
    expect([await messageFor(`report:${lost.notice.id}`), (await lastOf(lost.id))?.outcome]).toEqual([undefined, 'withheld'])
    const nowhere = await due(customers)
    await sendReport({ ...portsOn(there.table), settingsOf: async () => ({ settings, hasAddress: false }) }, nowhere.notice, context)
    expect([await messageFor(`report:${nowhere.notice.id}`), (await lastOf(nowhere.id))?.outcome]).toEqual([undefined, 'unreachable'])
  })

  it('of survey results is mailed by the rights of its reader, from what was counted', async () => {
    const row = { surveyId: `svy_${ulid()}`, version: 2, customerId: `cus_${ulid()}`, month: '2026-11', sentAt: '2026-11-20T08:00:00.000Z' }
    const counted = { questionnaire: 'service', kind: 'visit.held', tier: 'vip', drivers: {}, cancelled: false }
    await portsOn(there.table).surveyRows.keep(SurveyRow.parse({ ...row, ...counted }))
    const { id, notice } = await due({ list: { of: 'survey_results', narrowed: { by: 'tier', months: 2 } } })
    await sendReport(portsOn(there.table), notice, context)
    expect(await messageFor(`report:${notice.id}`)).toMatchObject({
      template: 'report.survey_results',
      fields: { rows: [{ name: 'vip', sent: '1', response: '0 / 1 (0 %)', sentAt: { page: 'v1' } }] },
    })
    expect(await lastOf(id)).toMatchObject({ outcome: 'sent', rows: 1 })
  })

  it('is not made any more once it was dropped', async () => {
    const { id, notice } = await due(customers)
    await execute(reports, reportStore(there.table), {
      id,
      command: { type: 'drop' },
      context: contextOf({ now, actor: { id: 'usr_li' } }),
    })
    await sendReport(portsOn(there.table), notice, context)
    expect([await messageFor(`report:${notice.id}`), await lastOf(id)]).toEqual([undefined, undefined])
  })
})
