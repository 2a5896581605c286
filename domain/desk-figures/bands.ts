import { minutes } from '../kernel/later.ts'

/**
 * Lengths of time are counted in bands, so that any number of them are added up in a few counters: one below a minute, and from there
 * eight for each doubling. A length that is read off its band is off by at most 4.5 % (the sixteenth root of two), or by a minute.
 */
const perDoubling = 8

export const bandOf = (milliseconds: number): number =>
  milliseconds < minutes ? 0 : 1 + Math.floor(Math.log2(milliseconds / minutes) * perDoubling)

/** The geometric middle of a band, in milliseconds; what took less than a minute took none. */
const middleOf = (band: number): number => (band === 0 ? 0 : Math.round(minutes * 2 ** ((band - 0.5) / perDoubling)))

/** How many lengths lie in each band. */
export type Spread = ReadonlyMap<number, number>

/** The length that `share` of all do not exceed (nearest rank), as far as bands tell it; undefined where there is none. */
export const quantile = (spread: Spread, share: number): number | undefined => {
  const bands = [...spread].sort(([a], [b]) => a - b)
  const all = bands.reduce((sum, [, count]) => sum + count, 0)
  let rank = Math.ceil(all * share)
  for (const [band, count] of bands) {
    rank -= count
    if (rank <= 0) return middleOf(band)
  }
  return undefined
}
