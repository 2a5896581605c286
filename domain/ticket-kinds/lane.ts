import { type Lane, Place } from '../kernel/lane.ts'
import type { FormValues } from './form.ts'

/** How forms call the two ends of a lane. */
export const laneEnds = { from: 'origin', to: 'destination' } as const

const placeIn = (form: FormValues, end: keyof typeof laneEnds): string | undefined => Place.safeParse(form[laneEnds[end]]).data

/** From where to where something is about, as far as its form says so by codes of places. */
export const laneOf = (form: FormValues): Lane | undefined => {
  const [from, to] = [placeIn(form, 'from'), placeIn(form, 'to')]
  return from === undefined && to === undefined ? undefined : { ...(from !== undefined && { from }), ...(to !== undefined && { to }) }
}
