import { documentClient } from '../../adapters/dynamo/client.ts'
import { eventIn } from '../../adapters/dynamo/event-log.ts'
import { messageStore } from '../../adapters/dynamo/message-store.ts'
import { notificationAround } from '../../adapters/dynamo/notification-around.ts'
import { dueNotification, notificationStore } from '../../adapters/dynamo/notification-store.ts'
import { staffStore } from '../../adapters/dynamo/staff-store.ts'
import { Table } from '../../adapters/dynamo/table.ts'
import { identityClient, rightsIn } from '../../adapters/identity/rights-of.ts'
import { Environment } from '../runtime/environment.ts'
import { settingsIn } from '../runtime/settings-of.ts'
import { jobHandler } from './job.ts'
import { mailCode } from './mail-code.ts'
import { mailNotification } from './mail-notification.ts'
import { tell } from './tell.ts'

const { TABLE_NAME, USER_POOL_ID } = Environment.pick({ TABLE_NAME: true, USER_POOL_ID: true }).parse(process.env)
const table = new Table(documentClient(), TABLE_NAME)

const ports = {
  of: (user: string) => notificationStore(table, user),
  event: eventIn(table),
  around: notificationAround(table),
  messages: messageStore(table),
  settingsOf: settingsIn(staffStore(table)),
  rightsOf: rightsIn(identityClient(), USER_POOL_ID),
}

/** Tells people of what happened, and mails what they want mailed by itself. */
export const handler = jobHandler({
  happened: (notice, context) => (notice.type === 'staff.email_named' ? mailCode(ports, notice, context) : tell(ports, notice, context)),
  due: { notification: (name, context) => mailNotification(ports, dueNotification(name), context) },
})
