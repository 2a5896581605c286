import type { PlainDate } from '../kernel/instant.ts'
import { days } from '../kernel/later.ts'

/** So many days one question is about at most: a quarter of a year. */
export const mostDays = 92

/** The days that are asked about, both ends included. */
export type Period = { readonly from: PlainDate; readonly to: PlainDate }

const numberOf = (day: PlainDate): number => Date.parse(day) / days

export const isPeriod = ({ from, to }: Period): boolean => {
  const count = numberOf(to) - numberOf(from) + 1
  return count >= 1 && count <= mostDays
}

/** The months that hold a period, such as `2026-11`. */
export const monthsOf = ({ from, to }: Period): readonly string[] => {
  const count = numberOf(to) - numberOf(from) + 1
  const all = Array.from({ length: count }, (_, i) => new Date(Date.parse(from) + i * days).toISOString().slice(0, 7))
  return [...new Set(all)]
}
