import { type OpenHours, openHoursAt } from '../../domain/desk-answers/open-hours.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { ReadServiceBook } from '../../domain/service-levels/ports.ts'
import type { HoursAt } from '../../domain/sorting/ports.ts'

/** The hours of a calendar at a moment; undefined where there is no such calendar. */
export const openHoursIn =
  (book: ReadServiceBook) =>
  async (code: string, at: Instant): Promise<OpenHours | undefined> => {
    const calendar = (await book()).calendars.get(code)
    return calendar && openHoursAt(calendar, at)
  }

/** Whether somebody works then, by the calendars as they are. */
export const hoursIn = (book: ReadServiceBook): HoursAt => {
  const openAt = openHoursIn(book)
  return async (code, at) => (await openAt(code, at))?.are
}
