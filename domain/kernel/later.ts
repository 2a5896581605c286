import { type Instant, instantAt } from './instant.ts'

export const minutes = 60_000
export const hours = 60 * minutes
export const days = 24 * hours

/** The moment so many milliseconds after another one. */
export const later = (at: Instant, milliseconds: number): Instant => instantAt(Date.parse(at) + milliseconds)

/** The first of those moments that there are. */
export const earliest = (...moments: readonly (Instant | undefined)[]): Instant | undefined =>
  moments.filter((moment) => moment !== undefined).sort()[0]
