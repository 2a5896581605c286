import { isDeepStrictEqual } from 'node:util'
import type { CustomerGlance } from '../customers/glance.ts'
import { type Actor, reaches } from '../kernel/actor.ts'
import { dayOf } from '../kernel/day.ts'
import { daysAfter } from '../kernel/days-after.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { type FirmDays, workdayFrom } from '../kernel/firm-days.ts'
import { type Forsaken, forsakenAt } from '../kernel/forsaken.ts'
import type { PlainDate } from '../kernel/instant.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { evolve, type ReviewEvent } from './events.ts'
import {
  dueAtOf,
  escalationAfter,
  type Heard,
  heardWith,
  isOpen,
  keeperOf,
  type Outcome,
  type Review,
  type Reviewed,
  type Term,
} from './review.ts'

/**
 * The customer as it is now, undefined where there is none, after how many days one of its tier is reviewed, who leads its team, and on
 * which days the firm works: on every day, where that is not said.
 */
type Known = {
  readonly customer: CustomerGlance | undefined
  readonly days: number
  readonly manager?: string | undefined
  readonly firm?: FirmDays | undefined
}
/** `from` and `to` are the versions of the customer before and after the review: the same where everything was found right. */
type Done = Known & { readonly from: number; readonly to: number }

export type ReviewCommand =
  /** Time has passed, or something happened to the customer. */
  | (Known & { readonly type: 'attend' })
  /** Somebody has looked through their own data. */
  | { readonly type: 'hear'; readonly word: Heard }
  /** `seen` is the version that was looked at, where the caller says so. */
  | (Done & { readonly type: 'confirm'; readonly seen: number | undefined })
  /** `was` is the customer before the change: whoever hands it on by the change need not reach it behind it. */
  | (Done & { readonly type: 'change'; readonly was?: CustomerGlance })

export type ReviewRefusal =
  | { readonly code: 'customer.not_found' | 'customer.archived' | 'access.out_of_scope' }
  /** What was to be confirmed is not what stands there now. */
  | { readonly code: 'review.other_version'; readonly current: number }
  | { readonly code: 'review.nothing_changed' }

type State = Review | undefined
type Decision = Result<readonly ReviewEvent[], ReviewRefusal>

const lookedAfter = ({ tier, owner, team, region }: CustomerGlance, manager: string | undefined): Reviewed => ({
  tier,
  ...(owner !== undefined && { owner }),
  ...(team !== undefined && { team }),
  ...(region !== undefined && { region }),
  ...(owner === undefined && manager !== undefined && { manager }),
})

const ifForsaken = (isForsaken: boolean, customer: Reviewed): { readonly forsaken?: Forsaken } =>
  isForsaken ? { forsaken: forsakenAt(customer) } : {}

type Cadence = Pick<Known, 'days' | 'firm'>

/** "What would fall due on a day off falls due on the next working day." */
const termFrom = (since: PlainDate, { days, firm }: Cadence): Term => ({ since, days, dueOn: workdayFrom(firm, daysAfter(since, days)) })

/** "Who rises in tier is looked at sooner, counted from the last time, and never in the past." */
const underNewTerm = (review: Review, cadence: Cadence, today: PlainDate): Term => {
  const term = termFrom(review.since, cadence)
  return term.dueOn < today ? { ...term, dueOn: workdayFrom(cadence.firm, today) } : term
}

/** A day that turned out to be one off, since it was published or the firm closed: while nobody was asked it is put off. */
const putOff = ({ since, days, dueOn, status }: Review, firm: FirmDays | undefined): Term => ({
  since,
  days,
  dueOn: status === 'scheduled' ? workdayFrom(firm, dueOn) : dueOn,
})

/** What has to happen for the review to fit the customer as it is. */
const aligned = (
  review: State,
  customer: CustomerGlance,
  { manager, context: { now }, ...cadence }: Omit<Known, 'customer'> & { readonly context: Context },
): ReviewEvent[] => {
  const { days, firm } = cadence
  const [today, known] = [dayOf(now), lookedAfter(customer, manager)]
  const scheduled = (term: Term): ReviewEvent => ({ type: 'review.scheduled', customerId: customer.id, customer: known, ...term, at: now })
  if (!review || review.status === 'suspended') return [scheduled(termFrom(today, cadence))]
  const isMoved = review.days !== days || review.customer.tier !== known.tier
  const term = isMoved ? underNewTerm(review, cadence, today) : putOff(review, firm)
  // What is due stays due, also where its tier rises on a day off.
  const isLate = isOpen(review) && daysAfter(review.since, days) <= today
  const isAnew = isMoved ? !isLate : term.dueOn !== review.dueOn
  if (isAnew) return [scheduled(term)]
  if (!isMoved && isDeepStrictEqual(review.customer, known)) return []
  const isLost = isOpen(review) && keeperOf(known) === undefined && keeperOf(review.customer) !== undefined
  return [{ type: 'review.reassigned', customer: known, days, ...ifForsaken(isLost, known), at: now }]
}

const escalatingLater = (dueOn: PlainDate, firm: FirmDays | undefined): { readonly escalatesOn?: PlainDate } => {
  const [usual, escalatesOn] = [escalationAfter(dueOn), workdayFrom(firm, escalationAfter(dueOn))]
  return escalatesOn === usual ? {} : { escalatesOn }
}

/** "When its day has come somebody is asked, once; two weeks later their manager is." Where there is nobody, whoever may say who it is to be. */
const passed = (review: State, { manager, firm }: Omit<Known, 'customer'>, { now }: Context): ReviewEvent[] => {
  const at = review && dueAtOf(review)
  if (!review || at === undefined || at > now) return []
  const { dueOn, customer } = review
  const owner = keeperOf(customer)
  if (review.status === 'scheduled') {
    const later = escalatingLater(dueOn, firm)
    return [{ type: 'review.fell_due', dueOn, owner, ...later, ...ifForsaken(owner === undefined, customer), at: now }]
  }
  const isForsaken = manager === undefined
  return [{ type: 'review.escalated', dueOn, to: manager ?? owner, ...ifForsaken(isForsaken, customer), at: now }]
}

const attend = (review: State, { customer, ...cadence }: Extract<ReviewCommand, { type: 'attend' }>, context: Context): Decision => {
  if (!customer) return ok([])
  if (customer.status === 'archived')
    return ok(review && review.status !== 'suspended' ? [{ type: 'review.suspended', at: context.now }] : [])
  const events = aligned(review, customer, { ...cadence, context })
  return ok([...events, ...passed(events.reduce(evolve, review), cadence, context)])
}

/** "What people say about themselves is for whoever does the review to see, and no review." What was said before it was last done, was seen. */
const hear = (review: State, word: Heard, { now }: Context): Decision => {
  if (!review || review.status === 'suspended' || (review.last && word.at <= review.last.at)) return ok([])
  const { heard = [] } = review
  return ok(isDeepStrictEqual(heardWith(heard, word), heard) ? [] : [{ type: 'review.heard', word, at: now }])
}

const reached = (customer: CustomerGlance | undefined, actor: Actor): Result<CustomerGlance, ReviewRefusal> => {
  if (!customer) return refuse({ code: 'customer.not_found' })
  if (!reaches(actor, customer)) return refuse({ code: 'access.out_of_scope' })
  return customer.status === 'archived' ? refuse({ code: 'customer.archived' }) : ok(customer)
}

/** "Done is done today: the next one counts from now." Ahead of time too. */
const finish = (
  customer: CustomerGlance,
  done: Outcome,
  { manager, ...cadence }: Omit<Known, 'customer'>,
): Omit<Extract<ReviewEvent, { type: 'review.changed' }>, 'type'> => ({
  customerId: customer.id,
  customer: lookedAfter(customer, manager),
  ...termFrom(dayOf(done.at), cadence),
  done,
  at: done.at,
})

const isRepeated = (review: State, { outcome, by, at, to }: Outcome): boolean =>
  review?.status === 'scheduled' &&
  review.heard === undefined &&
  review.last?.outcome === outcome &&
  review.last.by === by &&
  review.last.to === to &&
  dayOf(review.last.at) === dayOf(at)

const finished = (review: State, command: Extract<ReviewCommand, { type: 'confirm' | 'change' }>, { now, actor }: Context): Decision => {
  const customer = reached((command.type === 'change' && command.was) || command.customer, actor)
  if (!customer.ok) return customer
  const { from, to } = command
  if (command.type === 'change') {
    if (!command.customer || from === to) return refuse({ code: 'review.nothing_changed' })
    return ok([{ type: 'review.changed', ...finish(command.customer, { outcome: 'changed', at: now, by: actor.id, from, to }, command) }])
  }
  if (command.seen !== undefined && command.seen !== to) return refuse({ code: 'review.other_version', current: to })
  const done: Outcome = { outcome: 'confirmed', at: now, by: actor.id, from, to }
  return ok(isRepeated(review, done) ? [] : [{ type: 'review.confirmed', ...finish(customer.value, done, command) }])
}

const decide = (state: State, command: ReviewCommand, context: Context): Decision => {
  if (command.type === 'hear') return hear(state, command.word, context)
  return command.type === 'attend' ? attend(state, command, context) : finished(state, command, context)
}

/** The review of a customer's data. It is never made by hand: looking after a customer makes it. */
export const reviews: Decider<State, ReviewCommand, ReviewEvent, ReviewRefusal> = { initial: undefined, decide, evolve }
