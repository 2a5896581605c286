import type { Reminder } from '../../../domain/reminders/reminder.ts'
import { keyAttributes } from '../table/indexes.ts'
import type { Table } from '../table/table.ts'
import { reminderPartition } from './keys.ts'
import { readReminder } from './reminder-queries.ts'

/** Somebody's open reminders, the earliest due first, up to `most` of them. */
export const openReminders =
  (table: Table) =>
  async (owner: string, most: number): Promise<readonly Reminder[]> => {
    const found = await table.query({ partition: reminderPartition(owner), prefix: [keyAttributes.sort, 'open#'], limit: most })
    return found.items.map(readReminder)
  }
