import chineseDays from 'chinese-days'
import Holidays from 'date-holidays'
import type { HolidaySource, PublicDay, PublicDays } from '../../domain/service-levels/work-calendar.ts'

const dayLength = 86_400_000
const dayAfter = (on: string, days: number): string => new Date(Date.parse(on) + days * dayLength).toISOString().slice(0, 10)
const daysOf = (year: number): readonly string[] =>
  Array.from({ length: 366 }, (_, i) => dayAfter(`${year}-01-01`, i)).filter((on) => on.startsWith(`${year}`))

/**
 * What the State Council published for a year: the days off, and the days that are worked in their stead. The library names such
 * a day in both languages and any other by its weekday. Empty where nothing is published yet.
 */
const publishedInChina = (year: number): readonly PublicDay[] =>
  daysOf(year).flatMap((on) => {
    const { work, name } = chineseDays.getDayDetail(on)
    const [, called] = name.split(',')
    return called ? [{ on, name: called, works: work }] : []
  })

/** Half a day off, as on the afternoon of an eve, is no day off; a feast of three days is three. */
const wholeDays = ({ start, end }: { readonly start: Date; readonly end: Date }): number =>
  Math.floor((end.getTime() - start.getTime()) / dayLength + 0.25)

/** Those of mainland China are for all; the library lists those for women, the young, soldiers and children beside them. */
const forSome = new Set(['国际妇女节', '青年节', '六一儿童节', '建军节'])

const byLaw = (holidays: Holidays, year: number): readonly PublicDay[] =>
  holidays
    .getHolidays(year)
    .filter(({ type, name }) => type === 'public' && !forSome.has(name))
    .flatMap((holiday) =>
      Array.from({ length: wholeDays(holiday) }, (_, i) => ({
        on: dayAfter(holiday.date.slice(0, 10), i),
        name: holiday.name,
        works: false,
      })),
    )

/** A day that two feasts fall on is named by the first. */
const distinct = (days: readonly PublicDay[]): readonly PublicDay[] =>
  [...new Map(days.toReversed().map((day) => [day.on, day])).values()].sort((a, b) => (a.on < b.on ? -1 : 1))

/** Knows of the place, or does not: the library answers for one that it does not know as for a country without holidays. */
const holidaysOf = ({ country, state }: HolidaySource): Holidays | undefined => {
  const holidays = new Holidays()
  if (!Object.hasOwn(holidays.getCountries(), country)) return undefined
  if (state === undefined) return new Holidays(country)
  return Object.hasOwn(holidays.getStates(country) ?? {}, state) ? new Holidays(country, state) : undefined
}

/**
 * Public holidays by `chinese-days` (MIT) for mainland China and by `date-holidays` (ISC, its data CC BY 3.0) for all others. A
 * year that China has not published yet is answered by the law alone, and `through` ends before it.
 */
export const publicDays = (source: HolidaySource, years: readonly number[]): PublicDays | undefined => {
  const holidays = holidaysOf(source)
  if (!holidays) return undefined
  const isChina = source.country === 'CN' && source.state === undefined
  const found = years.map((year) => {
    const published = isChina ? publishedInChina(year) : []
    return { year, known: !isChina || published.length > 0, days: published.length > 0 ? published : byLaw(holidays, year) }
  })
  const known = found.filter((one) => one.known).map(({ year }) => year)
  const last = Math.max(...(known.length > 0 ? known : [Math.min(...years) - 1]))
  return { days: distinct(found.flatMap(({ days }) => days)), through: `${last}-12-31` }
}
