import { type History, type Phase, phasesOf, stillIn, targetIn } from './phases.ts'
import type { InForce, ServiceBook } from './policy.ts'
import { inOrder, type Round, roundsIn } from './rounds.ts'
import { type Span, spansOf } from './spans.ts'
import { afterWorking } from './working-time.ts'

/** Somebody must be told when half of the time is gone, when four fifths are, and when it is all gone. */
export const stepShares = [50, 80, 100] as const
export type Share = (typeof stepShares)[number]
export type Step = { readonly share: Share; readonly at: number }

/** A run of a clock with everything that follows from it. Moments and lengths in milliseconds. */
export type Clock = Round & {
  /** `over`: nobody answered, and the ticket is over, so nobody waits any more. */
  readonly state: 'running' | 'waiting' | 'met' | 'over'
  /** From its beginning up to its end, or to the moment that was asked about: they touch and do not overlap. */
  readonly spans: readonly Span[]
  readonly counted: number
  /** By what it is judged: what holds now, or held when it ended. */
  readonly inForce: InForce
  /** Since when this much has been promised. */
  readonly since: number
  readonly target?: number | undefined
  /** When it falls due, or would have. Nothing while it waits for somebody else, unless that had come before. */
  readonly due?: number | undefined
  /** When what was promised was not kept. */
  readonly breachedAt?: number | undefined
  /** While it is open: when how much of its time is gone. */
  readonly steps: readonly Step[]
}

/** The phase by which a round is judged: the last that began before its end. */
const judging = ({ until = Number.POSITIVE_INFINITY }: Round, phases: readonly Phase[]): number =>
  Math.max(
    0,
    phases.findLastIndex(({ from }) => from < until),
  )

/** Since when the same has been promised as in the phase at `index`. */
const promisedSince = ({ clock, from }: Round, phases: readonly Phase[], index: number): number => {
  const target = (i: number): number | undefined => phases[i] && targetIn(phases[i].inForce, clock)
  let first = index
  while (first > 0 && target(first - 1) === target(index)) first -= 1
  return Math.max(from, phases[first]?.from ?? from)
}

const countedIn = (spans: readonly Span[]): number => spans.reduce((sum, { from, until, counts }) => sum + (counts ? until - from : 0), 0)

/** The moment by which so much was counted; undefined where it has not been yet. */
const reachedIn = (spans: readonly Span[], amount: number): number | undefined => {
  let left = amount
  for (const { from, until, counts } of spans) {
    if (!counts) continue
    if (until - from >= left) return from + left
    left -= until - from
  }
  return undefined
}

const clockOf = (round: Round, phases: readonly Phase[], now: number): Clock | undefined => {
  const index = judging(round, phases)
  const judge = phases[index]
  if (!judge) return undefined
  const end = round.until ?? now
  const spans = spansOf(round, phases, end)
  const still = round.until === undefined ? stillIn(judge, round.clock) : undefined
  const [counted, since] = [countedIn(spans), promisedSince(round, phases, index)]
  const target = targetIn(judge.inForce, round.clock)
  /** Looks back first; what is yet to come is looked for in the calendar, as far as nothing holds it up. */
  const reaches = (amount: number): number | undefined =>
    reachedIn(spans, amount) ?? (still ? undefined : afterWorking(judge.inForce.calendar, end, amount - counted))
  const due = target === undefined ? undefined : reaches(target)
  const isLate = due !== undefined && (round.until === undefined ? due <= now : due < round.until)
  const isOpen = round.until === undefined && still !== 'over'
  const steps = isOpen && target !== undefined ? stepsTo(target, reaches) : []
  const state = round.until === undefined ? (still ?? 'running') : 'met'
  const { inForce } = judge
  return { ...round, state, spans, counted, inForce, since, target, due, breachedAt: isLate ? Math.max(due, since) : undefined, steps }
}

const stepsTo = (target: number, reaches: (amount: number) => number | undefined): readonly Step[] =>
  stepShares.flatMap((share) => {
    const at = reaches(Math.ceil((target * share) / 100))
    return at === undefined ? [] : [{ share, at }]
  })

/**
 * The clocks of a ticket as they stand at `now` (milliseconds since 1970): from its facts, the policies and the calendars alone.
 * Where kind or priority changed, what holds since goes on with what was counted before.
 */
export const clocksOf = ({ facts, tier }: History, book: ServiceBook, now: number): readonly Clock[] => {
  const ordered = inOrder(facts)
  const phases = phasesOf({ facts: ordered, tier }, book)
  const last = phases.at(-1)?.from ?? now
  return roundsIn(ordered).flatMap((round) => clockOf(round, phases, Math.max(now, last, round.from)) ?? [])
}
