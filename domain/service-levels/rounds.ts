import { type Fact, rests, saidBy } from './fact.ts'
import type { ClockName } from './policy.ts'

/** One run of a clock, from when it was set going until what it waits for was there. The second answer is waited for in a round of its own. */
export type Round = { readonly clock: ClockName; readonly round: number; readonly from: number; readonly until?: number | undefined }

/** In the order of time: what came late is put where it belongs, and what is told of one moment stays in its order. */
export const inOrder = (facts: readonly Fact[]): readonly Fact[] => [...facts].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))

const momentOf = ({ at }: Fact): number => Date.parse(at)

/**
 * "The first answer is the first thing that a person of ours tells the customer, and nothing else is one. After it, whoever writes
 * is owed the next; what they write before it is answered by it, and so is what they write while they are owed it already."
 */
const answering = (facts: readonly Fact[], opened: number): readonly Round[] => {
  const rounds: Round[] = []
  let owed: Omit<Round, 'until'> | undefined = { clock: 'first', round: 1, from: opened }
  for (const fact of facts) {
    if (fact.what === 'we_answered' && owed) {
      rounds.push({ ...owed, until: momentOf(fact) })
      owed = undefined
    } else if (fact.what === 'customer_wrote') {
      owed ??= { clock: 'next', round: rounds.length, from: momentOf(fact) }
    }
  }
  return owed ? [...rounds, owed] : rounds
}

/** "It is done when it is resolved; who opens it again finds the time that was needed before." */
const resolving = (facts: readonly Fact[], opened: number): Round => {
  let over: number | undefined
  for (const fact of facts) {
    const { of, is } = saidBy(fact)
    if (of === 'status') over = rests(is) ? (over ?? momentOf(fact)) : undefined
  }
  return { clock: 'resolution', round: 1, from: opened, until: over }
}

/** Every run of every clock of a ticket, the first answer first and the whole last. None before it is opened. */
export const roundsIn = (facts: readonly Fact[]): readonly Round[] => {
  const opened = facts.find(({ what }) => what === 'opened')
  if (!opened) return []
  const from = momentOf(opened)
  return [...answering(facts, from), resolving(facts, from)]
}
