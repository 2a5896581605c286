import type { PlainDate } from './instant.ts'

const dayLength = 86_400_000

/**
 * The day so many days later, as a calendar counts them: 29 February is one of them where there is one. Counted at UTC, where
 * every day is as long as the other, without the Temporal API: half of all functions would hold that for this alone.
 */
export const daysAfter = (day: PlainDate, days: number): PlainDate =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * dayLength).toISOString().replace(/T.*/, '')
