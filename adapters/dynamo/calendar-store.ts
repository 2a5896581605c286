import { Calendar, CalendarEvent } from '../../domain/calendars/calendar.ts'
import type { CalendarStore } from '../../domain/calendars/ports.ts'
import { calendarKey } from './keys.ts'
import { recordStore } from './record-store.ts'
import type { Table } from './table.ts'

export const calendarStore = (table: Table): CalendarStore =>
  recordStore(table, { kind: 'calendar', schema: Calendar, events: CalendarEvent, key: calendarKey, about: () => [] })
