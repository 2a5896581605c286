import * as z from 'zod'
import { quantile } from './bands.ts'
import type { What } from './counted.ts'
import { spreadIn, type Tally } from './tally.ts'

const length = z.int().describe('Milliseconds of working time')

/** How often something was, and where the tickets behind that are listed. */
const Count = z.strictObject({ count: z.int(), tickets: z.string() })
type Count = z.infer<typeof Count>

/** How long something took. `promised`: of so many something was promised, and `kept` of them in time; `share` is the one of the other. */
const Timed = Count.extend({
  mean: length.optional(),
  median: length.optional().describe('Milliseconds of working time, off by 4.5 % or a minute at most'),
  p90: length.optional().describe('What nine of ten do not exceed, in milliseconds of working time, off by 4.5 % or a minute at most'),
  promised: z.int(),
  kept: z.int(),
  share: z.number().optional(),
})
type Timed = z.infer<typeof Timed>

/** What happened in a period. */
export const Happened = z.strictObject({
  opened: Count,
  firstResponse: Timed,
  resolved: Timed,
  /** `share` of what was resolved in the period: beyond one where more came back of what had been resolved before. */
  reopened: Count.extend({ share: z.number().optional() }),
  spam: Count,
  merged: Count,
  restored: Count,
  breached: z.strictObject({ first: Count, next: Count, resolution: Count }),
})
export type Happened = z.infer<typeof Happened>

/** Where the tickets behind a figure are listed. */
export type LinkTo = (what: What) => string

const shareOf = (part: number, whole: number) => (whole > 0 ? { share: part / whole } : {})

const timed = (tally: Tally, what: What, tickets: string): Timed => {
  const spread = spreadIn(tally, what)
  const counted = [...spread.values()].reduce((sum, count) => sum + count, 0)
  const [median, p90] = [quantile(spread, 0.5), quantile(spread, 0.9)]
  const { [what]: count = 0, [`${what}.ms`]: spent = 0, [`${what}.promised`]: promised = 0, [`${what}.kept`]: kept = 0 } = tally
  return {
    count,
    tickets,
    ...(counted > 0 && { mean: Math.round(spent / counted) }),
    ...(median !== undefined && { median }),
    ...(p90 !== undefined && { p90 }),
    promised,
    kept,
    ...shareOf(kept, promised),
  }
}

/** The figures of what was counted. */
export const happenedIn = (tally: Tally, linkTo: LinkTo): Happened => {
  const count = (what: What): Count => ({ count: tally[what] ?? 0, tickets: linkTo(what) })
  return {
    opened: count('opened'),
    firstResponse: timed(tally, 'first_response', linkTo('first_response')),
    resolved: timed(tally, 'resolved', linkTo('resolved')),
    reopened: { ...count('reopened'), ...shareOf(tally['reopened'] ?? 0, tally['resolved'] ?? 0) },
    spam: count('spam'),
    merged: count('merged'),
    restored: count('restored'),
    breached: { first: count('breached_first'), next: count('breached_next'), resolution: count('breached_resolution') },
  }
}
