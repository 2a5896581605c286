import * as z from 'zod'
import type { ReminderQueries } from '../../../domain/reminders/ports.ts'
import { Reminder } from '../../../domain/reminders/reminder.ts'
import { customerPartition } from '../customers/keys.ts'
import type { Cursors } from '../table/cursor.ts'
import { keyAttributes } from '../table/indexes.ts'
import { paged } from '../table/paged.ts'
import type { Item, Table } from '../table/table.ts'
import { customerReminders, reminderPartition } from './keys.ts'

const Row = z.looseObject({ reminder: Reminder })
export const readReminder = (item: Item): Reminder => Row.parse(item).reminder

export const reminderQueries = (table: Table, cursors: Cursors): ReminderQueries => ({
  ofOwner: (owner, status, page) =>
    paged(
      { table, cursors },
      { partition: reminderPartition(owner), prefix: [keyAttributes.sort, `${status}#`], descending: status === 'ended' },
      { page, read: readReminder },
    ),
  openOfCustomer: (customerId, page) =>
    paged(
      { table, cursors },
      { partition: customerPartition(customerId), prefix: [keyAttributes.sort, customerReminders] },
      { page, read: readReminder },
    ),
})
