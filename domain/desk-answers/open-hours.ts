import { type Instant, instantAt } from '../kernel/instant.ts'
import { days } from '../kernel/later.ts'
import type { WorkCalendar } from '../service-levels/work-calendar.ts'
import { stretchesFrom } from '../service-levels/working-time.ts'

/** Whether somebody is there at a moment, and from when on if not. */
export type OpenHours = { readonly are: 'inside' } | { readonly are: 'outside'; readonly opensAt: Instant | undefined }

/** No firm is closed for longer and still says when it opens. */
const longestClosed = 60 * days

/** The hours of a calendar at a moment. A calendar without any working time never opens, and says no day on which it would. */
export const openHoursAt = (calendar: WorkCalendar, at: Instant): OpenHours => {
  const start = Date.parse(at)
  for (const { from, works } of stretchesFrom(calendar, start)) {
    if (works) return from <= start ? { are: 'inside' } : { are: 'outside', opensAt: instantAt(from) }
    if (from - start > longestClosed) break
  }
  return { are: 'outside', opensAt: undefined }
}
