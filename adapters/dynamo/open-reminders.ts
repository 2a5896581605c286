import * as z from 'zod'
import { Reminder } from '../../domain/reminders/reminder.ts'
import { keyAttributes } from './indexes.ts'
import { reminderPartition } from './keys.ts'
import type { Table } from './table.ts'

const Row = z.looseObject({ reminder: Reminder })

/** Somebody's open reminders, the earliest due first, up to `most` of them. */
export const openReminders =
  (table: Table) =>
  async (owner: string, most: number): Promise<readonly Reminder[]> => {
    const found = await table.query({ partition: reminderPartition(owner), prefix: [keyAttributes.sort, 'open#'], limit: most })
    return found.items.map((item) => Row.parse(item).reminder)
  }
