import * as z from 'zod'
import { Instant } from './instant.ts'

/** Something that falls due: of what kind, which one, and when. This much goes through a queue; everything else is read afresh. */
export const Due = z.strictObject({ kind: z.string(), id: z.string(), at: Instant })
export type Due = z.infer<typeof Due>

/** Everything in the table that waits for its time, whatever noun it is of. */
export type DueIndex<Entry extends Due> = {
  /** All that falls due before `horizon`, the earliest first, page by page. Costs the same few requests when there is nothing. */
  readonly before: (horizon: Instant) => AsyncIterable<readonly Entry[]>
  /** Keeps them out of `before` until then, unless they change by themselves: whoever was handed them is at work. */
  readonly setAside: (entries: readonly Entry[], until: Instant) => Promise<void>
}
