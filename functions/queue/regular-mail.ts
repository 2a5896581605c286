import { customerGlances } from '../../adapters/dynamo/customer-glances.ts'
import { customerList } from '../../adapters/dynamo/customer-queries.ts'
import { digestStore } from '../../adapters/dynamo/digest-store.ts'
import { eventIn } from '../../adapters/dynamo/event-log.ts'
import { messageStore } from '../../adapters/dynamo/message-store.ts'
import { notificationAround } from '../../adapters/dynamo/notification-around.ts'
import { unreadIn } from '../../adapters/dynamo/notification-queries.ts'
import { openReminders } from '../../adapters/dynamo/open-reminders.ts'
import { reportStore } from '../../adapters/dynamo/report-store.ts'
import { reviewQueries } from '../../adapters/dynamo/review-queries.ts'
import { staffStore } from '../../adapters/dynamo/staff-store.ts'
import { identityClient, rightsIn } from '../../adapters/identity/rights-of.ts'
import { digests } from '../../domain/digests/decide.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { reports } from '../../domain/reports/decide.ts'
import { foundations } from '../http/foundations.ts'
import { Environment } from '../runtime/environment.ts'
import { settingsIn } from '../runtime/settings-of.ts'
import { type DigestPorts, planDigest, sendDigest } from './digest.ts'
import { fallDue } from './fall-due.ts'
import { jobHandler, type Notice } from './job.ts'
import { type ReportPorts, sendReport } from './send-report.ts'

const env = Environment.pick({ TABLE_NAME: true, DERIVING_KEY_ID: true, USER_POOL_ID: true }).parse(process.env)
const { table, cursors } = foundations(env)

const ports: DigestPorts & ReportPorts = {
  digests: digestStore(table),
  reports: reportStore(table),
  messages: messageStore(table),
  event: eventIn(table),
  unread: unreadIn(table),
  around: notificationAround(table),
  openReminders: openReminders(table),
  customers: customerList(table, cursors),
  reviews: reviewQueries(table, cursors),
  glances: customerGlances(table),
  settingsOf: settingsIn(staffStore(table)),
  rightsOf: rightsIn(identityClient(), env.USER_POOL_ID),
}

const happened = (notice: Notice, context: Context): Promise<void> => {
  if (notice.type === 'digest.fell_due') return sendDigest(ports, notice, context)
  if (notice.type === 'report.fell_due') return sendReport(ports, notice, context)
  return planDigest(ports, notice, context)
}

/** What is mailed to people again and again: the daily digest, and the lists that they asked for. */
export const handler = jobHandler({
  happened,
  due: { digest: fallDue(digests, ports.digests), report: fallDue(reports, ports.reports) },
})
