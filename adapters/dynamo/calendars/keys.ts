import type { Key } from '../table/table.ts'

/** Read or write the link to a person's calendar. */
export const calendarKey = (userId: string): Key => ({ pk: `CALENDAR#${userId}`, sk: 'STATE' })
