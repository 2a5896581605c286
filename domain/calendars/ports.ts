import type { Store } from '../kernel/store.ts'
import type { Calendar, CalendarEvent } from './calendar.ts'

export type CalendarStore = Store<Calendar | undefined, CalendarEvent>
