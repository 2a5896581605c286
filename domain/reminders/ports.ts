import type { BadCursor, Page, PageRequest } from '../kernel/page.ts'
import type { Result } from '../kernel/result.ts'
import type { Store } from '../kernel/store.ts'
import type { ReminderEvent } from './events.ts'
import type { Reminder } from './reminder.ts'

export type ReminderStore = Store<Reminder | undefined, ReminderEvent>

/** Open ones come the earliest due first, ended ones the last ended first. */
export type ReminderQueries = {
  readonly ofOwner: (owner: string, status: 'open' | 'ended', page: PageRequest) => Promise<Result<Page<Reminder>, BadCursor>>
  readonly openOfCustomer: (customerId: string, page: PageRequest) => Promise<Result<Page<Reminder>, BadCursor>>
}
