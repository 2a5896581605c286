import { dayNumber, type WorkCalendar, weekdayOf, weekOf } from './work-calendar.ts'
import { steadyAt } from './zone-offsets.ts'

const minute = 60_000
const dayLength = 1440 * minute

/** From when to when, in milliseconds since 1970, whether it is working time, and where it is not, because of which special day. */
export type Stretch = { readonly from: number; readonly until: number; readonly works: boolean; readonly off?: string | undefined }

/** A period of a day in milliseconds since its midnight, as clocks show them. */
type Slot = { readonly from: number; readonly until: number }
type Hours = { readonly slots: readonly Slot[]; readonly off?: string | undefined }
/** A calendar as it is calculated with. */
type Plan = { readonly week: readonly Hours[]; readonly special: ReadonlyMap<number, Hours> }

const clock = (text: string): number => (Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5))) * minute
const slotsOf = (periods: readonly string[]): readonly Slot[] =>
  [...periods].sort().map((period) => ({ from: clock(period.slice(0, 5)), until: clock(period.slice(6)) }))

/** "What the firm says of a day comes before what a government says." */
const planOf = (calendar: WorkCalendar): Plan => ({
  week: weekOf(calendar).map((periods) => ({ slots: slotsOf(periods) })),
  special: new Map(
    [...calendar.published, ...calendar.days].map((day) => [
      dayNumber(day.on),
      { slots: slotsOf(day.periods), ...(day.periods.length === 0 && { off: day.name ?? day.on }) },
    ]),
  ),
})

/** An edition never changes, so it is prepared once for all tickets that a process looks at. */
const plans = new WeakMap<WorkCalendar, Plan>()
const planFor = (calendar: WorkCalendar): Plan => {
  const known = plans.get(calendar) ?? planOf(calendar)
  plans.set(calendar, known)
  return known
}

const nothing: Hours = { slots: [] }
const hoursOf = ({ week, special }: Plan, day: number): Hours => special.get(day) ?? week[weekdayOf(day)] ?? nothing

/** The stretches of one day, as clocks show them, from `start` on and up to `end`. */
function* onDay({ slots, off }: Hours, { midnight, start, end }: Record<'midnight' | 'start' | 'end', number>): Generator<Stretch> {
  let at = start
  for (const slot of slots) {
    const [from, until] = [Math.max(midnight + slot.from, at), Math.min(midnight + slot.until, end)]
    if (from >= until) continue
    if (from > at) yield { from: at, until: from, works: false, off }
    yield { from, until, works: true }
    at = until
  }
  if (at < end) yield { from: at, until: end, works: false, off }
}

/**
 * Working time and what lies between, from a moment on, without a gap and without an end. A moment is working time when the
 * clocks of the zone show a time within a period of their day: an hour that they pass over is nobody's, and one that they show
 * twice is worked twice.
 */
export function* stretchesFrom(calendar: WorkCalendar, start: number): Generator<Stretch> {
  const plan = planFor(calendar)
  let at = start
  for (;;) {
    const { until, offset } = steadyAt(calendar.zone, at)
    while (at < until) {
      const shown = at + offset
      const day = Math.floor(shown / dayLength)
      const midnight = day * dayLength
      const end = Math.min(midnight + dayLength, until + offset)
      for (const { from, until: to, ...rest } of onDay(hoursOf(plan, day), { midnight, start: shown, end }))
        yield { from: from - offset, until: to - offset, ...rest }
      at = end - offset
    }
  }
}

/** So far ahead anything is looked for: whoever promises more working time than ten years hold promises nothing. */
const horizon = 3660 * dayLength

/** The first moment by which so much working time, in milliseconds, has passed since `start`; undefined where ten years do not hold it. */
export const afterWorking = (calendar: WorkCalendar, start: number, amount: number): number | undefined => {
  let left = amount
  if (left <= 0) return start
  for (const { from, until, works } of stretchesFrom(calendar, start)) {
    if (works && until - from >= left) return from + left
    if (works) left -= until - from
    if (until - start > horizon) return undefined
  }
  return undefined
}
