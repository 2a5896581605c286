import { notificationRoutes } from '../../functions/http/notifications.routes.ts'
import { HttpResource } from '../constructs/http-resource.ts'
import type { Site } from './site.ts'

const keys = ['NOTIFICATIONS#', 'UNREAD#', 'IDEMPOTENCY#notifications']

export const mountNotifications = ({ scope, house, gateway, table, vault }: Site): void => {
  const { worker } = new HttpResource(scope, 'Notifications', {
    house,
    gateway,
    entry: 'notifications',
    routes: notificationRoutes,
    impact: 'Staff do not see what they are told',
  })
  // What a notification is about is read beside it, and never written.
  table.letRead(worker, { keys: [...keys, 'STAFF#', 'CUSTOMER#', 'NOTES#', 'REMINDER#', 'SUGGESTION#'] })
  table.letWrite(worker, { keys })
  vault.letDerive(worker)
}
