import { customerGlances } from '../../adapters/dynamo/customers/customer-glances.ts'
import { customerList } from '../../adapters/dynamo/customers/customer-list.ts'
import { deskFigures } from '../../adapters/dynamo/desk-figures/desk-figures.ts'
import { rosterIn } from '../../adapters/dynamo/dispatch/desk-store.ts'
import { inHandOf } from '../../adapters/dynamo/dispatch/turns.ts'
import { eventIn } from '../../adapters/dynamo/events/event-log.ts'
import { allLists } from '../../adapters/dynamo/lists/list-store.ts'
import { messageStore } from '../../adapters/dynamo/messages/message-store.ts'
import { notificationAround } from '../../adapters/dynamo/notifications/notification-around.ts'
import { digestUnreadIn } from '../../adapters/dynamo/notifications/notification-queries.ts'
import { dueNotification, notificationStore } from '../../adapters/dynamo/notifications/notification-store.ts'
import { openReminders } from '../../adapters/dynamo/reminders/open-reminders.ts'
import { reviewQueries } from '../../adapters/dynamo/reviews/review-queries.ts'
import { firmDaysIn } from '../../adapters/dynamo/service-levels/firm-days.ts'
import { digestStore } from '../../adapters/dynamo/staff/digest-store.ts'
import { reportStore } from '../../adapters/dynamo/staff/report-store.ts'
import { staffReader } from '../../adapters/dynamo/staff/staff-reader.ts'
import { surveyRows } from '../../adapters/dynamo/surveys/survey-rows.ts'
import { documentClient } from '../../adapters/dynamo/table/client.ts'
import { cursorsWith } from '../../adapters/dynamo/table/cursor.ts'
import { Table } from '../../adapters/dynamo/table/table.ts'
import { holdersIn } from '../../adapters/identity/holders.ts'
import { identityClient, rightsIn } from '../../adapters/identity/rights-of.ts'
import { keyClient } from '../../adapters/vault/client.ts'
import { deriveKey } from '../../adapters/vault/derive.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { madeOnce } from '../../domain/kernel/made-once.ts'
import { reports } from '../../domain/reports/decide.ts'
import { answeringIn } from '../desk/on-shift.ts'
import { Environment } from '../runtime/environment.ts'
import { log } from '../runtime/log.ts'
import { purposes } from '../runtime/purposes.ts'
import { settingsIn } from '../runtime/settings-of.ts'
import { jobHandler, type Notice } from './job.ts'
import { fallDue } from './reminders/fall-due.ts'
import { type DigestPorts, digestDue, planDigest, sendDigest } from './telling/digest.ts'
import { mailCode } from './telling/mail-code.ts'
import { type MailPorts, mailNotification } from './telling/mail-notification.ts'
import { type ReportPorts, sendReport } from './telling/send-report.ts'
import { type TellPorts, tell } from './telling/tell.ts'
import { whoMayAssign } from './telling/who-may-assign.ts'

const env = Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true, USER_POOL_ID: true }).parse(process.env)
const table = new Table(documentClient(), env.TABLE_NAME)
const kms = madeOnce(keyClient)
const cursors = cursorsWith(() => deriveKey(kms(), env.DERIVING_KEY_ID, purposes.cursor))

const people = madeOnce(identityClient)
const [roster, rightsOf] = [rosterIn(table), rightsIn(people, env.USER_POOL_ID)]

const ports: TellPorts & MailPorts & DigestPorts & ReportPorts = {
  of: (user) => notificationStore(table, user),
  event: eventIn(table),
  answering: answeringIn({ roster, lists: allLists(table) }),
  mayAssign: whoMayAssign({ roster, rightsOf, holders: holdersIn(people, env.USER_POOL_ID) }),
  // An alarm listens for these words: infra/jobs/telling.ts.
  nobodyThere: (subject) => log.error('something waits and nobody can be told', { subject }),
  around: notificationAround(table),
  digestUnread: digestUnreadIn(table),
  digests: digestStore(table),
  openReminders: openReminders(table),
  firmDays: firmDaysIn(table),
  reports: reportStore(table),
  customers: customerList(table, cursors),
  reviews: reviewQueries(table, cursors),
  surveyRows: surveyRows(table, cursors),
  desk: { figures: deskFigures(table, cursors), roster, inHand: inHandOf(table) },
  glances: customerGlances(table),
  messages: messageStore(table),
  settingsOf: settingsIn(staffReader(table)),
  rightsOf,
}

const happened = async (notice: Notice, context: Context): Promise<void> => {
  if (notice.type === 'digest.fell_due') return sendDigest(ports, notice, context)
  if (notice.type === 'report.fell_due') return sendReport(ports, notice, context)
  if (notice.type === 'staff.email_named') await mailCode(ports, notice, context)
  return notice.type.startsWith('staff.') ? planDigest(ports, notice, context) : tell(ports, notice, context)
}

/** Tells people of what happened, mails them what they want mailed by itself, their digest, and the lists that they asked for. */
export const handler = jobHandler({
  happened,
  due: {
    notification: (name, context) => mailNotification(ports, dueNotification(name), context),
    digest: digestDue(ports),
    report: fallDue(reports, ports.reports),
  },
})
