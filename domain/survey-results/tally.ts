import type { SurveyRow } from './row.ts'

/**
 * Counters that can be added up: `sent`, `answered`, and for each step of each scale how many chose it, such as `csat:4` or
 * `side:timeliness:5`. All figures are worked out from these, so that it does not matter of how many surveys they are.
 */
export type Tally = Readonly<Record<string, number>>

const chosen = ({ dimensions, ...scores }: NonNullable<SurveyRow['scores']>): readonly string[] => [
  ...Object.entries(scores).map(([measure, score]) => `${measure}:${score}`),
  ...Object.entries(dimensions).map(([side, score]) => `side:${side}:${score}`),
]

/** What one survey counts. One that was called off counts nothing. */
export const tallyOf = ({ cancelled, scores }: Pick<SurveyRow, 'cancelled' | 'scores'>): Tally => {
  if (cancelled) return {}
  const counted = scores ? ['sent', 'answered', ...chosen(scores)] : ['sent']
  return Object.fromEntries(counted.map((name) => [name, 1]))
}

const added = (tallies: readonly Tally[], by: (of: number) => number): Tally => {
  const sums = new Map<string, number>()
  for (const [i, tally] of tallies.entries())
    for (const [name, count] of Object.entries(tally)) sums.set(name, (sums.get(name) ?? 0) + by(i) * count)
  return Object.fromEntries([...sums].filter(([, count]) => count !== 0))
}

export const sumOf = (tallies: readonly Tally[]): Tally => added(tallies, () => 1)

/** What has to be added to counters that hold `before` so that they hold `after`. Empty where nothing has changed. */
export const changeOf = (before: Tally, after: Tally): Tally => added([before, after], (i) => (i === 0 ? -1 : 1))

/** How often each step of a scale was chosen, in the order of the steps. */
export type Spread = readonly (readonly [score: number, times: number])[]

export const spreadIn = (tally: Tally, measure: string): Spread =>
  Object.entries(tally)
    .flatMap(([name, times]) => (name.startsWith(`${measure}:`) ? [[Number(name.slice(measure.length + 1)), times] as const] : []))
    .sort(([a], [b]) => a - b)

/** What of a tally is an opinion: each score and each side of the service, by what its counters begin with. */
export const measuresIn = (tally: Tally): readonly string[] => [
  ...new Set(Object.keys(tally).flatMap((name) => (name.includes(':') ? [name.slice(0, name.lastIndexOf(':'))] : []))),
]

/** How many gave a score; `answered`: how many answered at all. */
export const answersTo = (tally: Tally, measure: string): number =>
  measure === 'answered' ? (tally[measure] ?? 0) : spreadIn(tally, measure).reduce((sum, [, times]) => sum + times, 0)

/** The sides of the service that were scored, in the order of their names. */
export const sidesIn = (tally: Tally): readonly string[] => [
  ...new Set(
    Object.keys(tally)
      .flatMap((name) => /^side:(?<side>.+):\d+$/.exec(name)?.groups?.['side'] ?? [])
      .sort(),
  ),
]
