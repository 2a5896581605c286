import { ulid } from 'ulid'
import { deskStore } from '../../../adapters/dynamo/dispatch/desk-store.ts'
import { teamQueueStore } from '../../../adapters/dynamo/dispatch/team-queue-store.ts'
import { improvementStore } from '../../../adapters/dynamo/improvements/improvement-store.ts'
import { carriedMessages, carrierNews } from '../../../adapters/dynamo/messages/carried-messages.ts'
import { messageStore } from '../../../adapters/dynamo/messages/message-store.ts'
import { notificationStore } from '../../../adapters/dynamo/notifications/notification-store.ts'
import { reminderStore } from '../../../adapters/dynamo/reminders/reminder-store.ts'
import { digestStore } from '../../../adapters/dynamo/staff/digest-store.ts'
import { reportStore } from '../../../adapters/dynamo/staff/report-store.ts'
import { surveyStore } from '../../../adapters/dynamo/surveys/survey-store.ts'
import { digests } from '../../../domain/digests/decide.ts'
import { DigestPlan } from '../../../domain/digests/digest.ts'
import { desks } from '../../../domain/dispatch/decide.ts'
import { improvements } from '../../../domain/improvements/decide.ts'
import { Terms } from '../../../domain/improvements/improvement.ts'
import { startOf } from '../../../domain/kernel/calendar.ts'
import { Instant } from '../../../domain/kernel/instant.ts'
import { days, hours, later, minutes } from '../../../domain/kernel/later.ts'
import type { Store } from '../../../domain/kernel/store.ts'
import { shippedLists } from '../../../domain/lists/shipped.ts'
import { type MessageCommand, messages } from '../../../domain/messages/decide.ts'
import { notifications } from '../../../domain/notifications/decide.ts'
import { Notification } from '../../../domain/notifications/notification.ts'
import { reminders } from '../../../domain/reminders/decide.ts'
import { ReminderDraft } from '../../../domain/reminders/reminder.ts'
import { reports } from '../../../domain/reports/decide.ts'
import { ReportDraft } from '../../../domain/reports/report.ts'
import { StaffSettings } from '../../../domain/staff/staff-member.ts'
import { type SurveyCommand, surveys } from '../../../domain/surveys/decide.ts'
import { expireAfter, remindAfter, SurveyPlan } from '../../../domain/surveys/survey.ts'
import { teamQueues } from '../../../domain/team-queues/decide.ts'
import { letter } from '../../../domain/templates/shipped/letter.ts'
import { derivedId } from '../../../functions/runtime/derived-id.ts'
import { execute } from '../../../functions/runtime/execute.ts'
import { contextOf } from '../context.ts'
import { madeUpEmail } from '../made-up.ts'
import { doorWork } from './door-work.ts'
import { ask } from './stage.ts'
import type { Moments, Seen, Walk } from './walk.ts'

type Deciding<S, C, E, R extends { readonly code: string }> = Parameters<typeof execute<S, C, E, R>>[0]

/** Has a record go through commands, each at its own moment. */
const through = async <S, C, E, R extends { readonly code: string }>(
  decider: Deciding<S, C, E, R>,
  store: Store<S, E>,
  { id, steps }: { readonly id: string; readonly steps: readonly (readonly [string, C])[] },
): Promise<void> => {
  for (const [now, command] of steps) {
    const done = await execute(decider, store, { id, command, context: contextOf({ now, actor: { id: 'usr_made' } }) })
    if (!done.ok) throw new Error(`${id}: ${JSON.stringify(done.error)}`)
  }
}

const id = (prefix: string): string => `${prefix}_${ulid()}`
const always = ['00:00-24:00']
const everyDay = { mon: always, tue: always, wed: always, thu: always, fri: always, sat: always, sun: always }
/** The clock of the firm at a moment, `HH:MM`, and the moment cut down to that minute. */
const firmTime = (at: string): string => new Date(at).toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai', timeStyle: 'short' })
const fields = { title: '假期安排', body: '十月一日至三日不提货。' }

const aReminder = async ({ stage, at, before }: Moments): Promise<Seen> => {
  const one = id('rem')
  const draft = ReminderDraft.parse({ text: '确认冷藏柜', dueAt: at })
  await through(reminders, reminderStore(stage.table), { id: one, steps: [[before, { type: 'write', id: one, draft, customer: 'none' }]] })
  return { due: at, of: one, types: ['reminder.fell_due'] }
}

const aNotification = async ({ stage, at }: Moments): Promise<Seen> => {
  const user = id('usr').toLowerCase()
  const tidings = Notification.omit({ inDigest: true, mailAt: true, readAt: true }).parse({
    id: id('ntf'),
    user,
    type: 'reminder_due',
    event: { id: id('evt'), type: 'reminder.fell_due', at, by: 'system' },
    subject: { kind: 'reminder', id: id('rem') },
  })
  const [hours, groups] = [{ workingHours: everyDay, switches: { reminder_due: 'mail' } }, ['sales', 'scope:all']]
  const settings = StaffSettings.parse(hours)
  stage.admit(user, groups)
  // It falls due in the night, and is mailed then to who works then.
  await ask(stage, 'PATCH /v1/me', { as: { sub: user, groups }, body: hours })
  const command = { type: 'raise', tidings, settings, hasAddress: true } as const
  await through(notifications, notificationStore(stage.table, user), { id: tidings.id, steps: [[at, command]] })
  return { due: at, of: derivedId('message', `notification:${tidings.id}`), types: ['message.queued'] }
}

const aDigest = async ({ stage, at, before }: Moments): Promise<Seen> => {
  const user = id('usr').toLowerCase()
  const one = derivedId('digest', user)
  const plan = DigestPlan.parse({ workingHours: everyDay, zone: 'Asia/Shanghai', at: firmTime(at) })
  stage.admit(user, ['sales', 'scope:all'])
  const steps = [[before, { type: 'plan', id: one, user, plan }]] as const
  await through(digests, digestStore(stage.table), { id: one, steps })
  return { due: at, of: one, types: ['digest.fell_due'] }
}

const aReport = async ({ stage, at, before }: Moments): Promise<Seen> => {
  const one = id('rps')
  const draft = ReportDraft.parse({
    title: '华东 VIP 客户',
    list: { of: 'reviews', narrowed: {} },
    startsAt: at,
    recurrence: 'FREQ=WEEKLY',
    zone: 'Asia/Shanghai',
  })
  const { zone } = StaffSettings.parse({})
  await through(reports, reportStore(stage.table), { id: one, steps: [[before, { type: 'schedule', id: one, draft, zone, reports: 0 }]] })
  return { due: at, of: one, types: ['report.fell_due', 'report.made'] }
}

const queued = (one: string, to: string, sendAt: Instant): MessageCommand => ({
  type: 'queue',
  id: one,
  to: { kind: 'contact', id: to },
  template: 'letter',
  fields,
  cause: one,
  customerId: undefined,
  sendAt,
})

const aMessageForLater = async ({ stage, at, before, person }: Moments): Promise<Seen> => {
  const [one, address] = [id('msg'), madeUpEmail()]
  await through(messages, messageStore(stage.table), { id: one, steps: [[before, queued(one, await person(address), at)]] })
  return { due: at, of: one, types: ['message.sent'], mailTo: address }
}

/** Somebody began to send it and was never heard of again. */
const aSendingUnheardOf = async ({ stage, at, person }: Moments): Promise<Seen> => {
  const one = id('msg')
  const way = { channel: 'email', address: 'hash', optOut: false, suppressed: false } as const
  const recipient = { customers: [], language: undefined, zone: 'Asia/Shanghai', quietHours: undefined, channels: [], ways: [way] }
  const begun = later(at, -5 * minutes)
  const send: MessageCommand = { type: 'send', attempt: 'one', template: { version: 0, state: letter }, recipient }
  const steps = [[begun, queued(one, await person(madeUpEmail()), begun)] as const, [begun, send] as const]
  await through(messages, messageStore(stage.table), { id: one, steps })
  return { due: at, of: one, types: ['message.unknown'] }
}

/** WeChat has told its door what became of a message. */
const newsOfWechat = async ({ stage, at, person }: Moments): Promise<Seen> => {
  const one = id('msg')
  const msgId = String(Date.parse(at))
  const template = { version: 0, state: { ...letter, words: { en: { wechat: { templateId: 'tpl_1', data: {} } } } } }
  const way = { channel: 'wechat', address: one, optOut: false, suppressed: false } as const
  const recipient = { customers: [], language: undefined, zone: 'Asia/Shanghai', quietHours: undefined, channels: [], ways: [way] }
  const begun = later(at, -minutes)
  const send: MessageCommand = { type: 'send', attempt: 'one', template, recipient }
  const taken: MessageCommand = { type: 'report', attempt: 'one', outcome: { kind: 'taken', providerId: msgId } }
  const steps = [[begun, queued(one, await person(madeUpEmail()), begun)] as const, [begun, send] as const, [begun, taken] as const]
  await through(messages, messageStore(stage.table), { id: one, steps })
  await carriedMessages(stage.table).note(msgId, { message: one, attempt: 'one', address: one }, begun)
  await carrierNews(stage.table).tell({ msgId, fate: 'blocked', at: begun }, { now: begun, dueAt: at })
  return { due: at, of: one, types: ['message.bounced'] }
}

const nothingElse = { lastAsked: undefined, later: [], customerActive: true }

/** A survey that was to go out so long before: it has gone through as much as it has by then. */
const aSurvey =
  (ahead: number, earlier: readonly number[], type: string) =>
  async ({ stage, at, person, customer }: Moments): Promise<Seen> => {
    const contactId = await person(madeUpEmail())
    const sendAt = later(at, -ahead)
    const plan = SurveyPlan.parse({
      id: id('svy'),
      customerId: customer,
      contactId,
      questionnaire: { id: 'service', edition: 1 },
      cause: { type: 'manual', at: later(sendAt, -hours) },
      around: { tier: 'vip' },
      waits: { quietHours: 0, cancelledBy: [] },
      caretaker: 'usr_made',
      createdAt: later(sendAt, -hours),
      sendAt,
    })
    const due: SurveyCommand = { type: 'fall due', ...nothingElse }
    const steps = [
      [later(sendAt, -hours), { type: 'schedule', plan }] as const,
      ...earlier.map((behind) => [later(sendAt, behind), due] as const),
    ]
    await through(surveys, surveyStore(stage.table), { id: plan.id, steps })
    return { due: at, of: plan.id, types: [type] }
  }

const aims = {
  action: '装车前二次清点',
  owner: 'usr_owner',
  expected: { measure: 'csat', by: 0.5 },
  months: 1,
  slice: { team: 'sales_east' },
}
const planned = (one: string, dueOn: string) =>
  ({ type: 'plan', id: one, terms: Terms.parse({ ...aims, dueOn }), source: { because: {}, customers: [] } }) as const

const anImprovementLate = async ({ stage, day }: Moments): Promise<Seen> => {
  const one = id('imp')
  const due = startOf(day)
  const steps = [[later(due, -3 * days), planned(one, later(due, -12 * hours).slice(0, 10))]] as const
  await through(improvements, improvementStore(stage.table), { id: one, steps })
  return { due, of: one, types: ['improvement.fell_late'] }
}

/** Its month and what is given to those who were asked in it are over on the sixteenth of the one after the next. */
const anImprovementMeasured = async ({ stage, day }: Moments): Promise<Seen> => {
  const one = id('imp')
  const on = new Date(Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 3, 10)).toISOString()
  const steps = [[later(Instant.parse(on), -days), planned(one, on.slice(0, 10))] as const, [on, { type: 'finish' }] as const]
  await through(improvements, improvementStore(stage.table), { id: one, steps })
  return { due: startOf(day), of: one, types: ['improvement.measured'] }
}

const aShift = async ({ stage, at, day, before }: Moments): Promise<Seen> => {
  const user = id('usr').toLowerCase()
  const one = derivedId('desk', user)
  const weekdayBehind = (behind: number): string =>
    new Date(Date.parse(day) + behind * days).toLocaleDateString('en', { weekday: 'short', timeZone: 'UTC' }).toLowerCase()
  const shifts = { [weekdayBehind(0)]: [`${firmTime(at)}-24:00`], [weekdayBehind(1)]: always, [weekdayBehind(2)]: always }
  const patch = { teams: ['sales_north'], shifts, taking: 'pulled' }
  const steps = [[before, { type: 'settle', id: one, user, patch, lists: shippedLists }]] as const
  await through(desks, deskStore(stage.table), { id: one, steps })
  return { due: at, of: one, types: ['desk.came_on_shift'] }
}

/** By the time that it is looked at again nobody waits any more. */
const aQueue = async ({ stage, at }: Moments): Promise<Seen> => {
  const team = id('team').toLowerCase()
  const one = derivedId('teamQueue', team)
  const unattended = { ticket: id('tkt'), lack: 'on_shift', tell: [] } as const
  const steps = [[later(at, -15 * minutes), { type: 'look', id: one, team, unattended }]] as const
  await through(teamQueues, teamQueueStore(stage.table), { id: one, steps })
  return { due: at, of: one, types: ['queue.attended'] }
}

/** What each kind of later work is, how it comes about, and what is to be seen of it once when its time has come. */
export const laterWork: readonly Walk[] = [
  { kind: 'reminder', name: 'a reminder', bring: aReminder },
  { kind: 'notification', name: 'the mail of a notification', bring: aNotification },
  { kind: 'digest', name: 'a digest', bring: aDigest },
  { kind: 'report', name: 'a report', bring: aReport },
  { kind: 'message', name: 'a message that waits for its hour', bring: aMessageForLater },
  { kind: 'message', name: 'a sending that nobody heard of', bring: aSendingUnheardOf },
  { kind: 'carrier_news', name: 'what WeChat tells of a message', bring: newsOfWechat },
  { kind: 'survey', name: 'a survey that is to go out', bring: aSurvey(0, [], 'survey.sent') },
  { kind: 'survey', name: 'a survey that is reminded of', bring: aSurvey(remindAfter, [0], 'survey.reminded') },
  { kind: 'survey', name: 'a survey that is over', bring: aSurvey(expireAfter, [0, remindAfter], 'survey.expired') },
  { kind: 'improvement', name: 'an improvement that is late', bring: anImprovementLate },
  { kind: 'improvement', name: 'an improvement that is measured', bring: anImprovementMeasured },
  { kind: 'desk', name: 'a shift that begins', bring: aShift },
  { kind: 'team_queue', name: 'a queue that is looked at again', bring: aQueue },
  ...doorWork,
]
