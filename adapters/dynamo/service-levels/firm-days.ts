import * as z from 'zod'
import type { FirmDays } from '../../../domain/kernel/firm-days.ts'
import { firmCalendar, firmDaysOf, shippedFirmDays } from '../../../domain/service-levels/firm-days.ts'
import { WorkCalendar } from '../../../domain/service-levels/work-calendar.ts'
import type { Table } from '../table/table.ts'
import { workCalendarKey } from './keys.ts'

const Stored = z.looseObject({ state: WorkCalendar.pick({ week: true, published: true, days: true }).strip() })

/** The days on which the firm works, by its work calendar as it is now. Nothing is remembered, so that a change holds for the very next decision. */
export const firmDaysIn = (table: Table) => async (): Promise<FirmDays> => {
  const item = await table.get(workCalendarKey(firmCalendar))
  return item ? firmDaysOf(Stored.parse(item).state) : shippedFirmDays()
}
