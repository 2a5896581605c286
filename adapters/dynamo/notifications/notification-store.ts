import * as z from 'zod'
import { Failure } from '../../../domain/kernel/failure.ts'
import { ok, refuse } from '../../../domain/kernel/result.ts'
import type { Loaded } from '../../../domain/kernel/store.ts'
import { expiryOf, Notification } from '../../../domain/notifications/notification.ts'
import type { NotificationStore } from '../../../domain/notifications/ports.ts'
import { dueAttributes } from '../due-index.ts'
import { unmoved } from '../table/conditions.ts'
import { expiryAttribute } from '../table/indexes.ts'
import type { Item, Table } from '../table/table.ts'
import { notificationKey, unreadKey } from './keys.ts'

const Stored = z.looseObject({ version: z.int(), state: Notification })

export const notificationIn = (item: Item): Notification => Stored.parse(item).state

const separator = '/'
/** What names a notification among all that falls due: its own id, which has a fixed length, and whose it is. */
const dueId = ({ id, user }: Notification): string => `${id}${separator}${user}`
export const dueNotification = (name: string): { readonly id: string; readonly user: string } => {
  const [id = '', ...user] = name.split(separator)
  return { id, user: user.join(separator) }
}

const itemOf = ({ state, version }: Loaded<Notification>): Item => ({
  version,
  state,
  [expiryAttribute]: Math.floor(expiryOf(state) / 1000),
})

/**
 * The notifications of one person: the notice itself, and a row among the unread while it is unread. It records no events of
 * its own, since each tells of one that is recorded, and it is deleted in the end.
 */
export const notificationStore = (table: Table, user: string): NotificationStore => ({
  load: async (id) => {
    const item = await table.get(notificationKey(user, id))
    return item && Stored.parse(item)
  },
  commit: async ({ id, expected, state }) => {
    if (state === undefined) throw new Failure(`notification ${id} has events and no state`)
    const item = itemOf({ state, version: expected + 1 })
    const row = unreadKey(user, id)
    const notice = {
      ...item,
      ...notificationKey(user, id),
      entity: 'notification',
      ...dueAttributes('notification', dueId(state), state.mailAt),
    }
    const unread = state.readAt === undefined ? table.put({ ...item, ...row, entity: 'unread' }) : table.drop(row)
    const done = await table.transact([table.put(notice, unmoved('version', expected)), unread])
    if (done.ok) return ok({ state, version: expected + 1 })
    return refuse({ code: 'version.conflict', current: Number(done.error[0]?.item?.['version'] ?? 0) })
  },
})
