import type { Key } from '../table/table.ts'

/** Read or write one reminder. */
export const reminderKey = (reminderId: string): Key => ({ pk: `REMINDER#${reminderId}`, sk: 'STATE' })

/** List a person's reminders: open ones by when they fall due, ended ones by when they ended. */
export const ownedReminderKey = (owner: string, status: 'open' | 'ended', at: string, reminderId: string): Key => ({
  pk: reminderPartition(owner),
  sk: `${status}#${at}#${reminderId}`,
})
export const reminderPartition = (owner: string): string => `REMINDERS#${owner}`

/** List what is to be done about a customer, the earliest due first. */
export const customerReminderKey = (customerId: string, at: string, reminderId: string): Key => ({
  pk: `CUSTOMER#${customerId}`,
  sk: `${customerReminders}${at}#${reminderId}`,
})
export const customerReminders = 'REMINDER#'
