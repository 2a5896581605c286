import { bandOf, type Spread } from './bands.ts'
import type { Counted, What } from './counted.ts'

/**
 * Counters that can be added up: how often something was (`resolved`), of how many of them something had been promised and was kept
 * (`resolved.promised`, `resolved.kept`), how long they took together (`resolved.ms`), and how many took how long (`resolved~31`, by bands).
 */
export type Tally = Readonly<Record<string, number>>

export const tallyOf = ({ what, spent, kept }: Counted): Tally => ({
  [what]: 1,
  ...(spent !== undefined && { [`${what}.ms`]: spent, [`${what}~${bandOf(spent)}`]: 1 }),
  ...(kept !== undefined && { [`${what}.promised`]: 1, [`${what}.kept`]: kept ? 1 : 0 }),
})

export const sumOf = (tallies: readonly Tally[]): Tally => {
  const sums = new Map<string, number>()
  for (const tally of tallies) for (const [name, count] of Object.entries(tally)) sums.set(name, (sums.get(name) ?? 0) + count)
  return Object.fromEntries([...sums].filter(([, count]) => count !== 0))
}

export const spreadIn = (tally: Tally, what: What): Spread =>
  new Map(
    Object.entries(tally).flatMap(([name, count]) =>
      name.startsWith(`${what}~`) ? [[Number(name.slice(what.length + 1)), count] as const] : [],
    ),
  )
