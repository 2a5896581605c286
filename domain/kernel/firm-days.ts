import { daysAfter } from './days-after.ts'
import type { PlainDate } from './instant.ts'

/** On which days the firm works: of the week, Monday first, and those days that are not as their weekday is, holidays and days made up for. */
export type FirmDays = { readonly week: readonly boolean[]; readonly otherwise: ReadonlyMap<PlainDate, boolean> }

/** The place of a day in the week, 0 for Monday. The first of January 1970 was a Thursday. */
const weekdayOf = (on: PlainDate): number => {
  const day = Date.parse(`${on}T00:00:00Z`) / 86_400_000
  return (((day + 3) % 7) + 7) % 7
}

export const firmWorksOn = ({ week, otherwise }: FirmDays, on: PlainDate): boolean => otherwise.get(on) ?? week[weekdayOf(on)] ?? true

/** A calendar without any day of work closes the firm for a year at most: what is asked of people cannot wait for ever. */
const horizon = 366

/** "What falls on a day off falls on the next day that the firm works." The day itself where it works then, and where nothing is known of its days. */
export const workdayFrom = (firm: FirmDays | undefined, on: PlainDate): PlainDate => {
  if (!firm) return on
  for (let ahead = 0; ahead < horizon; ahead += 1) {
    const day = daysAfter(on, ahead)
    if (firmWorksOn(firm, day)) return day
  }
  return on
}
