import * as z from 'zod'
import { Calendar, CalendarEvent } from '../../../domain/calendars/calendar.ts'
import type { CalendarStore } from '../../../domain/calendars/ports.ts'
import { recordStore } from '../records/record-store.ts'
import type { Table } from '../table/table.ts'
import { calendarKey } from './keys.ts'

const Stored = z.looseObject({ state: Calendar })

/** For those who only look whether a link is good. */
export const readCalendar =
  (table: Table) =>
  async (user: string): Promise<Calendar | undefined> => {
    const item = await table.get(calendarKey(user))
    return item && Stored.parse(item).state
  }

export const calendarStore = (table: Table): CalendarStore =>
  recordStore(table, { kind: 'calendar', schema: Calendar, events: CalendarEvent, key: calendarKey, about: () => [] })
