import type { PackBlock } from '../../../domain/packs/block.ts'
import type { Reminder } from '../../../domain/reminders/reminder.ts'
import { customerPartition } from '../customers/keys.ts'
import { customerReminders } from '../reminders/keys.ts'
import { readReminder } from '../reminders/reminder-queries.ts'
import { keyAttributes } from '../table/indexes.ts'
import type { Table } from '../table/table.ts'

const isPromise = ({ madeBy }: Reminder): boolean => madeBy.kind === 'rule' && madeBy.subject.kind === 'promise'

/** What was promised and is not kept yet, the earliest due first. */
export const promiseBlock = (table: Table): PackBlock => ({
  name: 'promises',
  right: 'visits:read',
  read: async (customerId, now) => {
    const prefix = [keyAttributes.sort, customerReminders] as const
    const open = (await table.queryAll({ partition: customerPartition(customerId), prefix })).map(readReminder).filter(isPromise)
    return {
      source: 'live',
      asOf: now,
      figures: { open: open.length, overdue: open.filter(({ dueAt }) => dueAt < now).length },
      rows: open.map(({ id, text, owner, dueAt, status }) => ({ reminder: id, text, owner, dueAt, status })),
      more: false,
    }
  },
})
