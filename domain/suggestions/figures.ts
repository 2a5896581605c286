import * as z from 'zod'
import { days } from '../kernel/later.ts'
import { wilson } from '../survey-results/intervals.ts'
import { monthOf, type SuggestionRow } from './row.ts'

export const Trend = z.strictObject({
  theme: z.string(),
  /** Said by the firm's own list, or in words of somebody's own. */
  kind: z.enum(['theme', 'tag']),
  count: z.int(),
  /** How many came in each month in which any came. */
  months: z.record(z.string(), z.int()),
})

export const SuggestionFigures = z.strictObject({
  received: z.int(),
  /** Where each stands today. */
  states: z.record(z.string(), z.int()),
  /** Of those that nobody took back: the share whose customers were told what came of it, with its 95 % interval by Wilson's score; absent where none came. */
  closure: z
    .strictObject({ of: z.int(), count: z.int(), share: z.number(), interval: z.strictObject({ low: z.number(), high: z.number() }) })
    .optional(),
  /** The days from hearing it to telling what came of it: the middle one and the longest, of those who were told. */
  daysToTold: z.strictObject({ count: z.int(), median: z.number(), longest: z.number() }).optional(),
  themes: z.array(Trend),
})
export type SuggestionFigures = z.infer<typeof SuggestionFigures>

const counted = (words: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(words, (word) => word)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([word, all]) => [word, all.length]))

const trends = (rows: readonly SuggestionRow[], kind: 'theme' | 'tag'): readonly z.infer<typeof Trend>[] => {
  const said = rows.flatMap((row) => (kind === 'theme' ? row.themes : row.tags).map((theme) => ({ theme, month: monthOf(row) })))
  return [...Map.groupBy(said, ({ theme }) => theme)].map(([theme, all]) => ({
    theme,
    kind,
    count: all.length,
    months: counted(all.map(({ month }) => month)),
  }))
}

const middle = (sorted: readonly number[]): number => {
  const half = sorted.length / 2
  const [low = 0, high = 0] = [sorted[Math.ceil(half) - 1], sorted[Math.floor(half)]]
  return (low + high) / 2
}

/** What became of suggestions, and what they were about as far as a person has said so. */
export const suggestionFigures = (rows: readonly SuggestionRow[]): SuggestionFigures => {
  const waited = rows
    .flatMap(({ told, receivedAt }) => (told ? [(Date.parse(told.at) - Date.parse(receivedAt)) / days] : []))
    .sort((a, b) => a - b)
  const sorted = rows.filter((row) => row.sorted)
  const standing = rows.filter(({ state }) => state !== 'withdrawn').length
  const { low, high } = standing > 0 ? wilson(waited.length, standing) : { low: 0, high: 1 }
  return {
    received: rows.length,
    states: counted(rows.map(({ state }) => state)),
    ...(standing > 0 && {
      closure: { of: standing, count: waited.length, share: waited.length / standing, interval: { low, high } },
    }),
    ...(waited.length > 0 && { daysToTold: { count: waited.length, median: middle(waited), longest: waited.at(-1) ?? 0 } }),
    themes: [...trends(sorted, 'theme'), ...trends(sorted, 'tag')].sort((a, b) => b.count - a.count || (a.theme < b.theme ? -1 : 1)),
  }
}
