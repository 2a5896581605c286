import { ReminderEvent } from '../../../domain/reminders/events.ts'
import type { ReminderStore } from '../../../domain/reminders/ports.ts'
import { dueAtOf, isOpen, Reminder } from '../../../domain/reminders/reminder.ts'
import type { Kept } from '../records/kept.ts'
import { recordStore } from '../records/record-store.ts'
import type { Item, Key, Table } from '../table/table.ts'
import { customerReminderKey, ownedReminderKey, reminderKey } from './keys.ts'

/** The rows by which it is found: its owner's, and while it is open the customer's that it is about. */
const rows = (reminder: Reminder | undefined): readonly (Key & Item)[] => {
  if (!reminder) return []
  const { id, owner, customerId } = reminder
  const row = { entity: 'reminder-row', reminder }
  if (!isOpen(reminder)) return [{ ...ownedReminderKey(owner, 'ended', reminder.ended?.at ?? '', id), ...row }]
  const at = dueAtOf(reminder) ?? reminder.dueAt
  const own = { ...ownedReminderKey(owner, 'open', at, id), ...row }
  return customerId === undefined ? [own] : [own, { ...customerReminderKey(customerId, at, id), ...row }]
}

const kept: Kept<typeof Reminder, typeof ReminderEvent> = {
  kind: 'reminder',
  schema: Reminder,
  events: ReminderEvent,
  key: reminderKey,
  due: dueAtOf,
  links: rows,
  about: (_, { customerId }) => (customerId === undefined ? [] : [customerId]),
}

export const reminderStore = (table: Table): ReminderStore => recordStore(table, kept)
