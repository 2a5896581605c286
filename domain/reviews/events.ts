import * as z from 'zod'
import { Forsaken } from '../kernel/forsaken.ts'
import { CustomerId, UserId } from '../kernel/ids.ts'
import { Instant, PlainDate } from '../kernel/instant.ts'
import { Heard, heardWith, keeperOf, Outcome, type Review, Reviewed, Term } from './review.ts'

/** It waits, and neither an owner nor a manager is there to see to it. */
const forsaken = Forsaken.optional()
const planned = { customerId: CustomerId, customer: Reviewed, ...Term.shape, at: Instant }

/** What can happen to the review of a customer's data. */
export const ReviewEvent = z.discriminatedUnion('type', [
  /** For the first time, after the customer came back, or anew since its tier changed. */
  z.strictObject({ type: z.literal('review.scheduled'), ...planned }),
  /** Others look after the customer now, or its tier changed and the review stays due. */
  z.strictObject({ type: z.literal('review.reassigned'), customer: Reviewed, days: z.int().min(1), forsaken, at: Instant }),
  /** `owner` is of whom it is asked: the manager of the customer's team where it has no owner. */
  z.strictObject({
    type: z.literal('review.fell_due'),
    dueOn: PlainDate,
    owner: UserId.optional(),
    escalatesOn: PlainDate.optional(),
    forsaken,
    at: Instant,
  }),
  /** `to` is the manager of the customer's team, or its owner where nobody leads it: then whoever may give it to others hears of it, too. */
  z.strictObject({ type: z.literal('review.escalated'), dueOn: PlainDate, to: UserId.optional(), forsaken, at: Instant }),
  /** Somebody looked through their own data. That is a part of what is reviewed: whoever does it is to know, and does it still. */
  z.strictObject({ type: z.literal('review.heard'), word: Heard, at: Instant }),
  z.strictObject({ type: z.literal('review.confirmed'), done: Outcome, ...planned }),
  z.strictObject({ type: z.literal('review.changed'), done: Outcome, ...planned }),
  z.strictObject({ type: z.literal('review.suspended'), at: Instant }),
])
export type ReviewEvent = z.infer<typeof ReviewEvent>

const withAll = (asked: readonly string[], ...more: readonly (string | undefined)[]): string[] => [
  ...new Set([...asked, ...more.flatMap((one) => one ?? [])]),
]

type Planned = Extract<ReviewEvent, { type: 'review.scheduled' | 'review.confirmed' | 'review.changed' }>

const plannedAnew = (review: Review | undefined, { customerId, customer, since, days, dueOn }: Planned): Review => ({
  asked: [],
  ...review,
  customerId,
  customer,
  since,
  days,
  dueOn,
  status: 'scheduled',
  escalatesOn: undefined,
  escalatedTo: undefined,
})

/** What an event makes of the review. */
export const evolve = (review: Review | undefined, event: ReviewEvent): Review | undefined => {
  if (event.type === 'review.scheduled') return plannedAnew(review, event)
  if (event.type === 'review.confirmed' || event.type === 'review.changed') {
    return { ...plannedAnew(review, event), heard: undefined, last: event.done }
  }
  if (!review) return undefined
  switch (event.type) {
    case 'review.reassigned': {
      const asked = review.status === 'scheduled' ? review.asked : withAll(review.asked, keeperOf(event.customer))
      return { ...review, customer: event.customer, days: event.days, asked }
    }
    case 'review.fell_due':
      return { ...review, status: 'due', fellDueOn: event.dueOn, escalatesOn: event.escalatesOn, asked: withAll([], event.owner) }
    case 'review.escalated':
      return { ...review, status: 'escalated', escalatedTo: event.to, asked: withAll(review.asked, event.to) }
    case 'review.heard':
      return { ...review, heard: heardWith(review.heard ?? [], event.word) }
    case 'review.suspended':
      return { ...review, status: 'suspended', escalatedTo: undefined }
  }
}
