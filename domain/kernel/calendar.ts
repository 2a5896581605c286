import { firmZone } from './day.ts'
import { type Instant, instantAt, type PlainDate } from './instant.ts'
import { madeOnce } from './made-once.ts'

/** Sweden writes days and times as ISO 8601 does: `2026-11-21 08:30:00`. */
const firmClock = madeOnce(() => new Intl.DateTimeFormat('sv-SE', { timeZone: firmZone, dateStyle: 'short', timeStyle: 'medium' }))

/** Written with four digits of the year. Beyond these nothing is known of clocks that are changed. */
const [earliest, latest] = [Date.UTC(1800, 0), Date.UTC(9000, 0)]

/** By how many milliseconds the firm's clocks are ahead of UTC. */
const aheadAt = (at: number): number => {
  const moment = Math.min(Math.max(at, earliest), latest)
  return Date.parse(`${firmClock().format(moment).replace(' ', 'T')}Z`) - moment
}

const dayLength = 86_400_000

/** The moment at which a day begins where the firm is: midnight, or the first moment after clocks were put forward over it. */
export const startOf = (day: PlainDate): Instant => atFirmTime(day, '00:00')

/**
 * `time` (`09:00`) of a day where the firm is. A time that clocks pass over is read as the one they show instead; of one that comes
 * twice the first is meant. By what Node itself knows of zones, as `dayOf` is.
 */
export const atFirmTime = (day: PlainDate, time: string): Instant => {
  const shown = Date.parse(`${day}T${time}:00Z`)
  const before = shown - aheadAt(shown - dayLength)
  const after = shown - aheadAt(shown + dayLength)
  const [first = before] = [before, after].sort((a, b) => a - b).filter((moment) => moment + aheadAt(moment) === shown)
  return instantAt(first)
}

/** When the firm's people begin their day: what is asked of them on a day is asked then. */
export const workBegins = '09:00'
