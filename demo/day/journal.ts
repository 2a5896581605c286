import type { Coming, How } from './coming.ts'
import type { Letter } from './mails.ts'

/** Something that came in: in which way in the end, when (milliseconds since 1970), and by what its door knows it. */
export type Brought = { readonly coming: Coming; readonly how: How; readonly at: number; readonly externalId: string }

/** What was brought and done on the day. */
export type Journal = {
  readonly brought: Map<string, Brought>
  readonly letters: Map<string, Letter>
  /** The ticket on which something stands, as an agent saw it there. */
  readonly ticketOf: Map<string, string>
  /** Who reads a ticket as what came first. */
  readonly firstOf: Map<string, string>
  /** What agents did with a ticket so far. */
  readonly deeds: Map<string, number>
  /** Tickets that were resolved, and of which the customer has not thought yet. */
  readonly resolved: string[]
  /** The pages of surveys that somebody was led to. */
  readonly asked: Set<string>
  readonly counts: Map<string, number>
  readonly count: (what: string) => void
  readonly killedAt: string[]
}

export const openJournal = (): Journal => {
  const counts = new Map<string, number>()
  return {
    brought: new Map(),
    letters: new Map(),
    ticketOf: new Map(),
    firstOf: new Map(),
    deeds: new Map(),
    resolved: [],
    asked: new Set(),
    counts,
    count: (what) => void counts.set(what, (counts.get(what) ?? 0) + 1),
    killedAt: [],
  }
}
