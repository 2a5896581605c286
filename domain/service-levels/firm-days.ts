import type { FirmDays } from '../kernel/firm-days.ts'
import { madeOnce } from '../kernel/made-once.ts'
import { shippedDays } from './shipped-days.ts'
import type { SpecialDay, WorkCalendar } from './work-calendar.ts'

/** The work calendar by which the firm keeps its days: what its people are asked, and what is mailed to them, waits for a day that it works. */
export const firmCalendar = 'office'

type Days = Pick<WorkCalendar, 'week' | 'published' | 'days'>
type Special = Pick<SpecialDay, 'on' | 'periods'>
const inOrder = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

const worked = ({ on, periods }: Special): readonly [string, boolean] => [on, periods.length > 0]

/** The days of a calendar without their hours. "What the firm says of a day comes before what a government says." */
export const firmDaysOf = ({ week, published, days }: Days): FirmDays => ({
  week: inOrder.map((day) => week[day].length > 0),
  otherwise: new Map([...published, ...days].map(worked)),
})

/** As the calendar that ships has them, until the firm writes an edition of its own: Monday to Saturday, and the public days of mainland China. */
export const shippedFirmDays = madeOnce(
  (): FirmDays => ({
    week: inOrder.map((day) => day !== 'sun'),
    otherwise: new Map(shippedDays().days.map(({ on, works }) => [on, works])),
  }),
)
