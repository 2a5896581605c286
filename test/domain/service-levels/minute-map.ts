import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import Holidays from 'date-holidays'
import * as z from 'zod'

/** A calendar as the simulator has it: an hour of every weekday by hand, and where its days off come from. */
type Week = Readonly<Record<'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun', readonly string[]>>
export type Hours = {
  readonly zone: string
  readonly week: Week
  readonly holidays?: { readonly country: string; readonly state?: string }
  readonly madeUp?: readonly string[]
  readonly days?: readonly { readonly on: string; readonly periods: readonly string[] }[]
}

export const firstMinute = Date.UTC(2025, 11, 1) / 60_000
const lastMinute = Date.UTC(2027, 11, 1) / 60_000
const outside = 0
export const working = 1
export const dayOff = 2

/** How far the clocks of a zone are ahead of UTC at a minute: read off the wall. */
const aheadIn = (zone: string) => {
  const wall = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  return (minute: number): number => {
    const part = Object.fromEntries(wall.formatToParts(minute * 60_000).map(({ type, value }) => [type, Number(value)]))
    return Date.UTC(part['year'] ?? 0, (part['month'] ?? 1) - 1, part['day'], part['hour'], part['minute']) / 60_000 - minute
  }
}

/** The same for every quarter of an hour. Where a day ends as it began, nobody changed the clocks in it. */
const offsets = (zone: string): Int16Array => {
  const ahead = aheadIn(zone)
  const found = new Int16Array((lastMinute - firstMinute) / 15)
  for (let day = 0; day < found.length; day += 96) {
    const [begins, ends] = [ahead(firstMinute + day * 15), ahead(firstMinute + (day + 96) * 15)]
    for (let i = day; i < day + 96; i += 1) found[i] = begins === ends ? begins : ahead(firstMinute + i * 15)
  }
  return found
}

const Published = z.object({ holidays: z.record(z.string(), z.string()), workdays: z.record(z.string(), z.string()) })
/** What was published in mainland China, as its plain file has it. */
const china = Published.parse(
  JSON.parse(readFileSync(createRequire(import.meta.url).resolve('chinese-days/dist/chinese-days.json'), 'utf8')),
)
const publishedIn = (year: string): boolean => Object.keys(china.holidays).some((on) => on.startsWith(year))
const forSome = ['国际妇女节', '青年节', '六一儿童节', '建军节']

/** The days off that the law of a place names, in the years that a map holds. */
const feasts = ({ country, state }: { readonly country: string; readonly state?: string }): ReadonlySet<string> => {
  const holidays = state === undefined ? new Holidays(country) : new Holidays(country, state)
  const all = [2025, 2026, 2027].flatMap((year) => holidays.getHolidays(year))
  const whole = all.filter(({ type, name, start, end }) => {
    const hours = (end.getTime() - start.getTime()) / 3_600_000
    return type === 'public' && !forSome.includes(name) && hours >= 18
  })
  const days = new Set<string>()
  for (const { date, start, end } of whole) {
    let left = (end.getTime() - start.getTime()) / 3_600_000 + 6
    for (let day = Date.parse(date.slice(0, 10)); left >= 24; left -= 24, day += 86_400_000)
      days.add(new Date(day).toISOString().slice(0, 10))
  }
  return days
}

const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const

type Plan = readonly string[] | undefined

const inChina = ({ week, madeUp = [] }: Hours, on: string, weekday: readonly string[]): Plan => {
  if (china.holidays[on]) return undefined
  if (!china.workdays[on]) return weekday
  if (madeUp.length > 0) return madeUp
  return weekday.length > 0 ? weekday : Object.values(week).find((periods) => periods.length > 0)
}

/** The periods of a day; undefined for one that is off. */
const dayPlan = (hours: Hours, feastDays: ReadonlySet<string>, on: string): Plan => {
  const own = hours.days?.find((day) => day.on === on)
  if (own) return own.periods.length > 0 ? own.periods : undefined
  const weekday = hours.week[weekdays[new Date(on).getUTCDay()] ?? 'sun']
  if (hours.holidays?.country === 'CN' && publishedIn(on.slice(0, 4))) return inChina(hours, on, weekday)
  return feastDays.has(on) ? undefined : weekday
}

const dayBits = (plan: readonly string[] | undefined): Uint8Array => {
  const bits = new Uint8Array(1440).fill(plan === undefined ? dayOff : outside)
  for (const period of plan ?? []) {
    const [from = 0, until = 0] = period.split('-').map((time) => Number(time.split(':')[0]) * 60 + Number(time.split(':')[1]))
    bits.fill(working, from, until)
  }
  return bits
}

/** Every minute of two years: whether it is worked, and if not, whether that is because of a day off. */
export const minuteMap = (hours: Hours): Uint8Array => {
  const feastDays = hours.holidays ? feasts(hours.holidays) : new Set<string>()
  const ahead = offsets(hours.zone)
  const map = new Uint8Array(lastMinute - firstMinute)
  let day = Number.NaN
  let bits: Uint8Array = new Uint8Array()
  for (let i = 0; i < map.length; i += 1) {
    const shown = firstMinute + i + (ahead[Math.floor(i / 15)] ?? 0)
    const today = Math.floor(shown / 1440)
    if (today !== day) {
      day = today
      bits = dayBits(dayPlan(hours, feastDays, new Date(day * 86_400_000).toISOString().slice(0, 10)))
    }
    map[i] = bits[shown - day * 1440] ?? outside
  }
  return map
}
