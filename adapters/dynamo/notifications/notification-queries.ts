import type { Notification } from '../../../domain/notifications/notification.ts'
import type { DigestUnread, NotificationQueries } from '../../../domain/notifications/ports.ts'
import type { Cursors } from '../table/cursor.ts'
import { paged } from '../table/paged.ts'
import type { Item, Table } from '../table/table.ts'
import { notificationPartition, unreadPartition } from './keys.ts'
import { notificationIn } from './notification-store.ts'

/** The newest of what somebody has not read, for those who page no further. */
export const unreadIn =
  (table: Table): NotificationQueries['unread'] =>
  async (user, most) =>
    (await table.query({ partition: unreadPartition(user), descending: true, limit: most })).items.map(notificationIn)

/** Goes on through the unread, whatever else stands among them, until all or as many as may be looked at were seen. */
export const digestUnreadIn =
  (table: Table): DigestUnread =>
  async (user, most) => {
    const [named, partition]: [Notification[], string] = [[], unreadPartition(user)]
    let [count, looked, after]: [number, number, Item | undefined] = [0, 0, undefined]
    do {
      const page = await table.query({ partition, descending: true, limit: most.looked - looked, after })
      const fitting = page.items.map(notificationIn).filter(({ inDigest }) => inDigest)
      named.push(...fitting.slice(0, most.named - named.length))
      count += fitting.length
      looked += page.items.length
      after = page.after
    } while (after && looked < most.looked)
    return { named, count, more: after !== undefined }
  }

export const notificationQueries = (table: Table, cursors: Cursors): NotificationQueries => ({
  list: (user, which, page) =>
    paged(
      { table, cursors },
      { partition: which === 'all' ? notificationPartition(user) : unreadPartition(user), descending: true },
      { page, read: notificationIn },
    ),
  unread: unreadIn(table),
})
