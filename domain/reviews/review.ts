import * as z from 'zod'
import { startOf } from '../kernel/calendar.ts'
import { Code } from '../kernel/code.ts'
import { daysAfter } from '../kernel/days-after.ts'
import { ContactId, CustomerId, UserId } from '../kernel/ids.ts'
import { Instant, PlainDate } from '../kernel/instant.ts'

/** How the customer stood when the review was last brought in line with it: under which tier, and who looks after it. */
export const Reviewed = z.strictObject({
  tier: Code,
  owner: UserId.optional(),
  team: Code.optional(),
  region: Code.optional(),
  /** Of a customer without an owner: who leads its team. */
  manager: UserId.optional(),
})
export type Reviewed = z.infer<typeof Reviewed>

/** "What has no owner is for whoever leads the team." */
export const keeperOf = ({ owner, manager }: Pick<Reviewed, 'owner' | 'manager'>): string | undefined => owner ?? manager

/** Counted from `since`, it is due after so many days, or on the first day behind them on which the firm works. */
export const Term = z.strictObject({ since: PlainDate, days: z.int().min(1), dueOn: PlainDate })
export type Term = z.infer<typeof Term>

/** How a review ended: who found everything right, or changed it. `from` and `to` are versions of the customer. */
export const Outcome = z.strictObject({
  outcome: z.enum(['confirmed', 'changed']),
  at: Instant,
  by: UserId,
  from: z.int(),
  to: z.int(),
})
export type Outcome = z.infer<typeof Outcome>

/** Who looked through their own data by a signed link, and when: the customer, an individual, or a contact who is at it. */
export const Heard = z.strictObject({ who: z.union([CustomerId, ContactId]), at: Instant })
export type Heard = z.infer<typeof Heard>

const mostHeard = 50

/** With somebody's own word among those that were heard: the last of each, the latest first, no more of them than anybody looks through. */
export const heardWith = (heard: readonly Heard[], word: Heard): Heard[] => {
  const known = heard.find(({ who }) => who === word.who)
  const latest = known && known.at > word.at ? known : word
  const order = (one: Heard): string => `${one.at} ${one.who}`
  const all = [latest, ...heard.filter(({ who }) => who !== word.who)]
  return all.sort((one, other) => (order(one) < order(other) ? 1 : -1)).slice(0, mostHeard)
}

const ReviewStatus = z.enum(['scheduled', 'due', 'escalated', 'suspended'])

/**
 * When what is known of a customer is looked at again. There is one for each customer: it is scheduled, falls due, is escalated
 * when nobody cares, and is scheduled anew once it is done; suspended while the customer is archived.
 */
export const Review = z.strictObject({
  customerId: CustomerId,
  customer: Reviewed,
  ...Term.shape,
  status: ReviewStatus,
  /** The day on which it last fell due, and whom that was asked of, then and since. */
  fellDueOn: PlainDate.optional(),
  /** When a manager hears of it, where that is not two weeks later to the day. */
  escalatesOn: PlainDate.optional(),
  asked: z.array(UserId).default([]),
  /** To whom it was escalated. */
  escalatedTo: UserId.optional(),
  /** Whose own word has come since it was last done, for whoever does it next. */
  heard: z.array(Heard).max(mostHeard).optional(),
  last: Outcome.optional(),
})
export type Review = z.infer<typeof Review>

/** A customer has one review: its id is the customer's under another prefix, so that the events of both are told apart. */
export const reviewIdOf = (customerId: string): string => customerId.replace(/^cus_/, 'rev_')
export const customerReviewedIn = (reviewId: string): string => reviewId.replace(/^rev_/, 'cus_')

/** "Two weeks overdue, and the manager hears of it." */
const daysToEscalation = 14
export const escalationAfter = (dueOn: PlainDate): PlainDate => daysAfter(dueOn, daysToEscalation)

export const isOpen = ({ status }: Review): boolean => status === 'due' || status === 'escalated'

/** When time next does something to it. */
export const dueAtOf = ({ status, dueOn, escalatesOn }: Review): Instant | undefined => {
  switch (status) {
    case 'scheduled':
      return startOf(dueOn)
    case 'due':
      return startOf(escalatesOn ?? escalationAfter(dueOn))
    case 'escalated':
    case 'suspended':
      return undefined
  }
}
