import * as z from 'zod'
import { Note } from '../../../domain/notes/note.ts'
import type { Notification } from '../../../domain/notifications/notification.ts'
import type { ReadAround } from '../../../domain/notifications/ports.ts'
import { Reminder } from '../../../domain/reminders/reminder.ts'
import { Suggestion } from '../../../domain/suggestions/suggestion.ts'
import { customerGlances } from '../customers/customer-glances.ts'
import { noteKey } from '../notes/keys.ts'
import { reminderKey } from '../reminders/keys.ts'
import { suggestionKey } from '../suggestions/keys.ts'
import type { Item, Key, Table } from '../table/table.ts'

const StoredNote = z.looseObject({ state: Note })
const StoredReminder = z.looseObject({ state: Reminder })
const StoredSuggestion = z.looseObject({ state: Suggestion })

const textKey = ({ subject, customerId }: Notification): Key | undefined => {
  if (subject.kind === 'reminder') return reminderKey(subject.id)
  if (subject.kind === 'suggestion') return suggestionKey(subject.id)
  return subject.kind === 'note' && customerId !== undefined ? noteKey(customerId, subject.id) : undefined
}

const told = ({ subject }: Notification, item: Item | undefined) => {
  if (!item) return {}
  if (subject.kind === 'suggestion') return { suggestion: StoredSuggestion.parse(item).state }
  return subject.kind === 'note' ? { note: StoredNote.parse(item).state } : { reminder: StoredReminder.parse(item).state }
}

/** Reads what a page of notifications is about: a batch for the customers, and one for notes, reminders and suggestions. */
export const notificationAround = (table: Table): ReadAround => {
  const glances = customerGlances(table)
  return async (notifications) => {
    const customers = [...new Set(notifications.flatMap(({ customerId }) => customerId ?? []))]
    const keys = [...new Map(notifications.flatMap((one) => textKey(one) ?? []).map((key) => [key.sk + key.pk, key])).entries()]
    const [glanced, items] = await Promise.all([glances(customers), table.getMany(keys.map(([, key]) => key))])
    const byCustomer = new Map(customers.map((id, i) => [id, glanced[i]]))
    const byKey = new Map(keys.map(([name], i) => [name, items[i]]))
    return notifications.map((one) => {
      const key = textKey(one)
      const customer = one.customerId === undefined ? undefined : byCustomer.get(one.customerId)
      return { customer, ...told(one, key && byKey.get(key.sk + key.pk)) }
    })
  }
}
