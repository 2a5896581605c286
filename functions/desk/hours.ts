import { type OpenHours, openHoursAt } from '../../domain/desk-answers/open-hours.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import type { AllWorkCalendars } from '../../domain/service-levels/ports.ts'
import type { HoursAt } from '../../domain/sorting/ports.ts'

/** The hours of a calendar at a moment; undefined where there is no such calendar. */
export const openHoursIn =
  (calendars: AllWorkCalendars) =>
  async (code: string, at: Instant): Promise<OpenHours | undefined> => {
    const found = (await calendars()).find(({ state }) => state.code === code)
    return found && openHoursAt(found.state, at)
  }

/** Whether somebody works then, by the calendars as they are. */
export const hoursIn = (calendars: AllWorkCalendars): HoursAt => {
  const openAt = openHoursIn(calendars)
  return async (code, at) => (await openAt(code, at))?.are
}
