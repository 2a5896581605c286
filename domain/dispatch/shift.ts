import type { Temporal } from 'temporal-polyfill'
import { type Instant, instantAt } from '../kernel/instant.ts'
import { earliest } from '../kernel/later.ts'
import { dayIn, periodsOn, type Span, spansOf } from '../staff/working-moments.ts'
import type { Desk, DeskSettings } from './desk.ts'

type Pattern = Pick<DeskSettings, 'shifts' | 'exceptions' | 'zone'>
/** What decides whether somebody is on duty. */
type Attendance = Pick<Desk, 'settings' | 'away' | 'closedAt'>

/** "What was agreed for a day holds on that day, whatever day of the week it is." */
const periodsFor = ({ shifts, exceptions }: Pattern, day: Temporal.PlainDate): readonly string[] => {
  const name = day.toString()
  return exceptions.find(({ on }) => on === name)?.periods ?? periodsOn(day, shifts)
}

/** A week holds every shift; each day that is agreed otherwise can take away that of another week; clocks that change, one more. */
const horizonOf = ({ exceptions }: Pattern): number => 15 + 7 * exceptions.length

/** Shifts from the one that began the day before `at`, in their order. What goes on over midnight is one shift. */
function* shiftsFrom(pattern: Pattern, at: Instant): Generator<Span> {
  const yesterday = dayIn(at, pattern.zone).subtract({ days: 1 })
  let shift: Span | undefined
  for (let ahead = 0; ahead < horizonOf(pattern); ahead += 1) {
    const day = yesterday.add({ days: ahead })
    for (const span of spansOf(day, periodsFor(pattern, day), pattern.zone)) {
      if (shift && span.from > shift.to) yield shift
      shift = shift && span.from <= shift.to ? { from: shift.from, to: span.to } : span
    }
  }
  if (shift) yield shift
}

/** The shift that somebody is on, away or not. It begins with its first moment and is over at its last. */
export const shiftAt = (pattern: Pattern, at: Instant): Span | undefined => {
  const moment = Date.parse(at)
  const day = dayIn(at, pattern.zone)
  return spansOf(day, periodsFor(pattern, day), pattern.zone).find(({ from, to }) => from <= moment && moment < to)
}

/** When who leaves at `at` is taken to be back: as the first shift that begins on a later day does, unless they come back before. */
export const backFrom = (pattern: Pattern, at: Instant): Instant | undefined => {
  const today = dayIn(at, pattern.zone).toString()
  for (const { from } of shiftsFrom(pattern, at)) {
    const begin = instantAt(from)
    if (dayIn(begin, pattern.zone).toString() > today) return begin
  }
  return undefined
}

const isAway = ({ away }: Attendance, at: Instant): boolean => away !== undefined && (away.until === undefined || at < away.until)

/** "Work goes to those who are on shift and at their desks, and to nobody else." */
export const onShift = (desk: Attendance, at: Instant): boolean =>
  desk.closedAt === undefined && !isAway(desk, at) && shiftAt(desk.settings, at) !== undefined

/** The first moment after `at` at which somebody may come on shift or go off it by the clock alone. */
export const nextTurn = (desk: Attendance, at: Instant): Instant | undefined => {
  if (desk.closedAt !== undefined) return undefined
  const moment = Date.parse(at)
  const back = desk.away?.until
  const isAhead = back !== undefined && back > at
  for (const { from, to } of shiftsFrom(desk.settings, at)) {
    const edge = [from, to].find((each) => each > moment)
    if (edge !== undefined) return earliest(instantAt(edge), isAhead ? back : undefined)
  }
  return undefined
}
