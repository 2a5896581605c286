import { type Phase, stillIn } from './phases.ts'
import type { Round } from './rounds.ts'
import { stretchesFrom } from './working-time.ts'

/**
 * Why a stretch of time counts or does not: it is working time; nobody works at this hour; it is a day off (`of` is its name);
 * the ticket waits for somebody else (`of` is its status); or it is over (`of` is its status).
 */
type Why = 'working_time' | 'outside_hours' | 'day_off' | 'waiting' | 'over'
export type Span = {
  readonly from: number
  readonly until: number
  readonly counts: boolean
  readonly why: Why
  readonly of?: string | undefined
}

type Within = { readonly from: number; readonly until: number }

function* inPhase(phase: Phase, clock: Round['clock'], { from, until }: Within): Generator<Span> {
  const still = stillIn(phase, clock)
  if (still) {
    yield { from, until, counts: false, why: still, of: phase.status }
    return
  }
  for (const { from: begins, until: ends, works, off } of stretchesFrom(phase.inForce.calendar, from)) {
    const why = works ? 'working_time' : off === undefined ? 'outside_hours' : 'day_off'
    yield { from: begins, until: Math.min(ends, until), counts: works, why, of: off }
    if (ends >= until) return
  }
}

/** Time that is alike and touches is one span, such as an evening and the morning after it. */
const joined = (spans: Span[], span: Span): void => {
  const last = spans.at(-1)
  if (last && last.until === span.from && last.why === span.why && last.of === span.of)
    spans[spans.length - 1] = { ...last, until: span.until }
  else spans.push(span)
}

/** A round from its beginning up to `end`, without a gap: what of it counts, what does not, and why. */
export const spansOf = (round: Round, phases: readonly Phase[], end: number): readonly Span[] => {
  const spans: Span[] = []
  phases.forEach((phase, i) => {
    const from = Math.max(phase.from, round.from)
    const until = Math.min(phases[i + 1]?.from ?? end, end)
    if (from >= until) return
    for (const span of inPhase(phase, round.clock, { from, until })) joined(spans, span)
  })
  return spans
}
