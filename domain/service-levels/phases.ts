import { Priority } from '../priorities/priority.ts'
import { type Fact, rests, saidBy, waits } from './fact.ts'
import { type ClockName, type InForce, policyFor, type ServiceBook } from './policy.ts'

/** What a ticket tells of itself that matters here. The tier is its customer's, one for the whole of it. */
export type History = { readonly facts: readonly Fact[]; readonly tier?: string | undefined }

/** A part of a ticket's life in which its status and what holds for it are one. It ends where the next begins. */
export type Phase = { readonly from: number; readonly status: string; readonly inForce: InForce }

type Told = { readonly status: string; readonly kind: string; readonly priority: Priority }

const heard = (told: Told, fact: Fact): Told => {
  const { of, is } = saidBy(fact)
  switch (of) {
    case 'status':
      return { ...told, status: is }
    case 'kind':
      return { ...told, kind: is }
    case 'priority':
      return { ...told, priority: Priority.parse(is) }
    default:
      return told
  }
}

/** Throws where the book has a hole: the policy that ships is for every ticket, and a calendar that one names is never removed. */
const inForceFor = ({ policies, calendars }: ServiceBook, { kind, priority }: Told, tier: string | undefined): InForce => {
  const policy = policyFor(policies, { kind, tier })
  const calendar = policy && calendars.get(policy.levels[priority].calendar)
  if (!policy || !calendar) throw new RangeError(`no policy, or no calendar of it, is known for ${kind} ${priority}`)
  return { policy, priority, calendar }
}

/** The phases of a ticket's life, given its facts in order. */
export const phasesOf = ({ facts, tier }: History, book: ServiceBook): readonly Phase[] => {
  const phases: Phase[] = []
  let told: Told = { status: 'new', kind: '', priority: 'P3' }
  for (const fact of facts) {
    const before = told
    told = heard(told, fact)
    if (told === before && phases.length > 0) continue
    const from = Date.parse(fact.at)
    // What is told of one moment is one phase: what came before it lasted no time.
    if (phases.at(-1)?.from === from) phases.pop()
    phases.push({ from, status: told.status, inForce: inForceFor(book, told, tier) })
  }
  return phases
}

const isWait = (status: string): status is (typeof waits)[number] => waits.some((wait) => wait === status)

/** Why a clock stands still in a phase, whatever the hour: it waits for somebody else, or it is over; undefined while it runs. */
export const stillIn = ({ status, inForce }: Phase, clock: ClockName): 'waiting' | 'over' | undefined => {
  if (rests(status)) return 'over'
  return isWait(status) && inForce.policy.pauses[clock].includes(status) ? 'waiting' : undefined
}

const minute = 60_000

/** What is promised of a clock, in milliseconds of working time. */
export const targetIn = ({ policy, priority }: InForce, clock: ClockName): number | undefined => {
  const minutes = policy.levels[priority][clock]
  return minutes === undefined ? undefined : minutes * minute
}
