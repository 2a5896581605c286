import type { Key } from '../table/table.ts'

/** List what somebody was told, or read one notice of it. Ids are in the order of the events. */
export const notificationKey = (user: string, notificationId: string): Key => ({ pk: notificationPartition(user), sk: notificationId })
export const notificationPartition = (user: string): string => `NOTIFICATIONS#${user}`

/** List or count what somebody has not read yet. */
export const unreadKey = (user: string, notificationId: string): Key => ({ pk: unreadPartition(user), sk: notificationId })
export const unreadPartition = (user: string): string => `UNREAD#${user}`
