import { dayOf } from '../kernel/day.ts'
import type { Instant } from '../kernel/instant.ts'

/** FNV-1a, 32 bits (Fowler, Noll, Vo: http://www.isthe.com/chongo/tech/comp/fnv/): spreads ids over numbers; nothing is secret about them. */
const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return hash >>> 0
}

/** Four digits, and from the third draw on one more each time: a full day is left behind in a few draws. */
const digitsOf = (draw: number): number => Math.min(8, 4 + Math.max(0, draw - 1))

/** As many draws as there are lengths, and then some: with the last ones a hundred million numbers a day stand open. */
export const mostDraws = 12

/**
 * The number of a ticket at its `draw`th draw, counted from 0: drawn from its id and not counted, so that no counter is written at
 * every opening. The same ticket draws the same numbers in the same order; whether one is free, its claim tells.
 */
export const numberOf = (id: string, { openedAt, draw }: { readonly openedAt: Instant; readonly draw: number }): string => {
  const digits = digitsOf(draw)
  const drawn = String(fnv1a(`${draw} ${id}`) % 10 ** digits).padStart(digits, '0')
  return `${dayOf(openedAt).slice(2).replaceAll('-', '')}-${drawn}`
}
