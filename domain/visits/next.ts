import type { CustomerGlance } from '../customers/glance.ts'
import { daysAfter } from '../kernel/days-after.ts'
import type { PlainDate } from '../kernel/instant.ts'
import type { NextVisit, Visit } from './visit.ts'

/** "Who cannot be reached is tried again in three days, three times in all; then we wait for the next turn." */
const daysToRetry = 3
const tries = 3

/** When the next visit is after one that came to `outcome` today. Nobody is visited by the clock where there is no cadence. */
export const nextAfter = (
  { attempt, days }: Pick<Visit, 'attempt' | 'days'>,
  { outcome, today, notBefore }: { outcome: 'held' | 'unreachable' | 'refused'; today: PlainDate; notBefore?: PlainDate | undefined },
): NextVisit | undefined => {
  if (outcome === 'unreachable' && attempt < tries) return { on: daysAfter(today, daysToRetry), attempt: attempt + 1 }
  if (outcome === 'held' && notBefore !== undefined) return { on: notBefore, attempt: 1 }
  if (days === undefined) return undefined
  const turn = daysAfter(today, days)
  return { on: notBefore !== undefined && notBefore > turn ? notBefore : turn, attempt: 1 }
}

/** The next place in the row of a customer's visits. */
export type Successor = Pick<Visit, 'number' | 'since' | 'dueOn' | 'attempt' | 'days'>

/** What follows `last`, the latest in the row; undefined while that one is before us, and where nobody is visited by the clock. */
export const successorOf = (
  last: Visit | undefined,
  customer: CustomerGlance | undefined,
  { days, today }: { days: number | undefined; today: PlainDate },
): Successor | undefined => {
  if (!customer || customer.status === 'archived' || last?.status === 'planned') return undefined
  const number = (last?.number ?? 0) + 1
  const next = last?.ended?.next
  if (next) return { number, since: today, dueOn: next.on < today ? today : next.on, attempt: next.attempt, days }
  return days === undefined ? undefined : { number, since: today, dueOn: daysAfter(today, days), attempt: 1, days }
}
