import type { NotificationQueries } from '../../../domain/notifications/ports.ts'
import type { Cursors } from '../table/cursor.ts'
import { paged } from '../table/paged.ts'
import type { Table } from '../table/table.ts'
import { notificationPartition, unreadPartition } from './keys.ts'
import { notificationIn } from './notification-store.ts'

/** The newest of what somebody has not read, for those who page no further. */
export const unreadIn =
  (table: Table): NotificationQueries['unread'] =>
  async (user, most) =>
    (await table.query({ partition: unreadPartition(user), descending: true, limit: most })).items.map(notificationIn)

export const notificationQueries = (table: Table, cursors: Cursors): NotificationQueries => ({
  list: (user, which, page) =>
    paged(
      { table, cursors },
      { partition: which === 'all' ? notificationPartition(user) : unreadPartition(user), descending: true },
      { page, read: notificationIn },
    ),
  unread: unreadIn(table),
})
