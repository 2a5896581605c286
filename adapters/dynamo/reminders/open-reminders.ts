import type { Reminder } from '../../../domain/reminders/reminder.ts'
import { keyAttributes } from '../table/indexes.ts'
import type { Item, Table } from '../table/table.ts'
import { reminderPartition } from './keys.ts'
import { readReminder } from './reminder-queries.ts'

/** Somebody's open reminders, the earliest due first, up to `most` of them: page after page, since a page holds a megabyte at most. */
export const openReminders =
  (table: Table) =>
  async (owner: string, most: number): Promise<readonly Reminder[]> => {
    const reminders: Reminder[] = []
    let after: Item | undefined
    do {
      const limit = most - reminders.length
      const page = await table.query({ partition: reminderPartition(owner), prefix: [keyAttributes.sort, 'open#'], limit, after })
      reminders.push(...page.items.map(readReminder))
      after = page.after
    } while (after && reminders.length < most)
    return reminders
  }
