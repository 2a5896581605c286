import { firmZone } from '../kernel/day.ts'
import { madeOnce } from '../kernel/made-once.ts'
import type { ServiceLevel, ServicePolicy } from './policy.ts'
import { shippedDays } from './shipped-days.ts'
import { publishedIn, type WorkCalendar, type WorkCalendarDraft } from './work-calendar.ts'

const split = ['08:30-12:00', '13:30-18:00']
const whole = ['00:00-24:00']
const everyDay = { mon: whole, tue: whole, wed: whole, thu: whole, fri: whole, sat: whole, sun: whole }

const office: WorkCalendarDraft = {
  title: '周一至周六 Monday to Saturday',
  zone: firmZone,
  week: { mon: split, tue: split, wed: split, thu: split, fri: split, sat: split, sun: [] },
  holidays: { country: 'CN' },
  days: [],
}
const always: WorkCalendarDraft = { title: '全天候 Around the clock', zone: firmZone, week: everyDay, days: [] }

/** The calendars that ship: the hours of an office in mainland China with the break at noon, and every hour that there is. */
export const shippedCalendars = madeOnce((): readonly WorkCalendar[] => {
  const publicDays = shippedDays()
  const published = publishedIn(office, publicDays)
  return [
    { code: 'around_the_clock', edition: 1, ...always, published: [] },
    { code: 'office', edition: 1, ...office, published, publishedThrough: publicDays.through },
  ]
})
export const shippedCalendar = (code: string): WorkCalendar | undefined => shippedCalendars().find((calendar) => calendar.code === code)

type Promised = readonly [first: number, next: number, resolution: number]
const level = (calendar: string, [first, next, resolution]: Promised): ServiceLevel => ({ calendar, first, next, resolution })

const hour = 60
/** Of the office calendar. */
const day = 8 * hour
const pauses: ServicePolicy['pauses'] = { first: [], next: [], resolution: ['pending_customer', 'pending_carrier', 'on_hold'] }

/** "Who has no promise of their own has this one." It is for every ticket that no other policy names. */
export const defaultPolicy = 'standard'

/** The policies that ship. What presses most is looked after around the clock. */
export const shippedPolicies: readonly ServicePolicy[] = [
  {
    code: 'claims',
    edition: 1,
    title: '理赔 Claims',
    active: true,
    when: { kinds: ['claim'] },
    levels: {
      P1: level('office', [hour, 2 * hour, 3 * day]),
      P2: level('office', [2 * hour, 4 * hour, 5 * day]),
      P3: level('office', [4 * hour, day, 10 * day]),
      P4: level('office', [day, 2 * day, 20 * day]),
    },
    pauses,
  },
  {
    code: defaultPolicy,
    edition: 1,
    title: '标准 Standard',
    active: true,
    when: {},
    levels: {
      P1: level('around_the_clock', [15, 30, 4 * hour]),
      P2: level('office', [30, hour, day]),
      P3: level('office', [2 * hour, 4 * hour, 2 * day]),
      P4: level('office', [4 * hour, day, 5 * day]),
    },
    pauses,
  },
]
export const shippedPolicy = (code: string): ServicePolicy | undefined => shippedPolicies.find((policy) => policy.code === code)
