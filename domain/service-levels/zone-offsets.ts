import { Temporal } from 'temporal-polyfill'
import type { Zone } from '../kernel/zone.ts'

/** A stretch of time over which the clocks of a zone are not changed, and by how much they are ahead of UTC. All in milliseconds. */
type Steady = { readonly from: number; readonly until: number; readonly offset: number }

const steadyAround = (zone: Zone, at: number): Steady => {
  const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone)
  // What comes before the next millisecond may be this very moment.
  const before = here.add({ milliseconds: 1 }).getTimeZoneTransition('previous')
  return {
    from: before?.epochMilliseconds ?? Number.NEGATIVE_INFINITY,
    until: here.getTimeZoneTransition('next')?.epochMilliseconds ?? Number.POSITIVE_INFINITY,
    offset: here.offsetNanoseconds / 1_000_000,
  }
}

/** Looking up when clocks are changed takes milliseconds, so what was found is kept: a zone has two a year. */
const found = new Map<Zone, Steady[]>()

/** The stretch of steady clocks that `at` lies in. */
export const steadyAt = (zone: Zone, at: number): Steady => {
  const known = found.get(zone) ?? []
  const seen = known.find(({ from, until }) => from <= at && at < until)
  if (seen) return seen
  const steady = steadyAround(zone, at)
  known.push(steady)
  found.set(zone, known)
  return steady
}
