/**
 * Calendar sums of the rehearsal's own: it checks the product's, so it must not share them. The firm is at Shanghai, which has
 * had one offset all year since 1991.
 */

const offset = 8 * 60 * 60_000
const dayMs = 24 * 60 * 60_000
export const minute = 60_000

/** The firm's calendar day at a moment (milliseconds since 1970), such as `2026-11-21`. */
export const dayAt = (at: number): string => new Date(at + offset).toISOString().slice(0, 10)

/** The moment at which the firm's clocks show `time` (`14:10`) on a day. */
export const momentOf = (day: string, time: string): number => Date.parse(`${day}T${time}:00.000Z`) - offset

export const plus = (day: string, days: number): string => new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10)

/** Whole days from one to another. */
export const between = (from: string, to: string): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMs)

export const weekdayOf = (day: string): number => new Date(Date.parse(day)).getUTCDay()

/** What a clock shows somewhere: the day, the time and the day of the week (0 is Sunday). */
export const clockIn = (zone: string, at: number): { readonly day: string; readonly time: string; readonly weekday: number } => {
  const shown = new Date(at).toLocaleString('sv-SE', { timeZone: zone })
  const day = shown.slice(0, 10)
  return { day, time: shown.slice(11, 16), weekday: weekdayOf(day) }
}
