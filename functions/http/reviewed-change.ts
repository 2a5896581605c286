import type { CustomerPatch } from '../../domain/customers/customer.ts'
import { customers } from '../../domain/customers/decide.ts'
import { glanceAt } from '../../domain/customers/glance.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Change } from '../../domain/kernel/store.ts'
import { managerOf, reviewDaysOf } from '../../domain/lists/cadence.ts'
import type { CodedLists } from '../../domain/lists/list.ts'
import { reviews } from '../../domain/reviews/decide.ts'
import type { CommitReviewed } from '../../domain/reviews/ports.ts'
import { reviewIdOf } from '../../domain/reviews/review.ts'
import { withoutStrangers } from '../runtime/claim-clash.ts'
import type { Refused } from '../runtime/problem.ts'
import { whileOvertaken } from '../runtime/while-overtaken.ts'
import { type Asked, idIn } from './asked.ts'
import { type CustomerPorts, isReached } from './customer-change.ts'
import { answerOf, type ReviewAnswer, type ReviewPorts } from './review-change.ts'

export type ReviewedChangePorts = CustomerPorts & ReviewPorts & { readonly commitReviewed: CommitReviewed }

type CustomerChange = Parameters<CommitReviewed>[0]
type Wanted = { readonly id: string; readonly patch: CustomerPatch; readonly lists: CodedLists; readonly request: Asked }

const changed = <State, Event>(
  change: Omit<Change<State, Event>, 'state'>,
  evolve: (state: State, event: Event) => State,
): Change<State, Event> => ({ ...change, state: change.events.reduce(evolve, change.before) })

/** The change of the customer, unless it is refused or changes nothing. */
const customerChange = async (
  ports: ReviewedChangePorts,
  { id, patch, lists, request: { context } }: Wanted,
): Promise<Result<CustomerChange, Refused>> => {
  const seen = await ports.customers.load(id)
  const before = seen?.state
  const decided = customers.decide(before, { type: 'change', patch, lists }, context)
  if (!decided.ok) return decided
  return ok(changed({ id, expected: seen?.version ?? 0, before, events: decided.value, context }, customers.evolve))
}

/** Both are decided on what stands now and committed as one. If-Match names the version of the review, which is what is answered. */
const once = async (ports: ReviewedChangePorts, wanted: Wanted): Promise<Result<ReviewAnswer, Refused>> => {
  const { context, ifMatch } = wanted.request
  const id = reviewIdOf(wanted.id)
  const [customer, review] = await Promise.all([customerChange(ports, wanted), ports.reviews.load(id)])
  if (!customer.ok) return customer
  const expected = review?.version ?? 0
  if (ifMatch !== undefined && ifMatch !== expected) return refuse({ code: 'version.conflict', current: expected })
  const { before, state, expected: from, events } = customer.value
  if (!before || !state || events.length === 0) return refuse({ code: 'review.nothing_changed' })
  const cadence = { days: reviewDaysOf(wanted.lists, state.tier), manager: managerOf(wanted.lists, state.team) }
  const facts = { customer: glanceAt(state), was: glanceAt(before), ...cadence, from, to: from + 1 }
  const decided = reviews.decide(review?.state, { type: 'change', ...facts }, context)
  if (!decided.ok) return decided
  const reviewed = changed({ id, expected, before: review?.state, events: decided.value, context }, reviews.evolve)
  const { state: next } = reviewed
  if (!next) return refuse({ code: 'review.not_found' })
  const done = await ports.commitReviewed(customer.value, { ...reviewed, state: next })
  if (!done.ok) return done.error.code === 'version.conflict' ? refuse({ code: 'version.contended' }) : done
  return ok(answerOf(next, expected + 1))
}

/** Changes the customer of the path and so has its data reviewed: both or neither. */
export const changeReviewed = async (
  ports: ReviewedChangePorts,
  request: Asked,
  patch: CustomerPatch,
): Promise<Result<ReviewAnswer, Refused>> => {
  const wanted = { id: idIn(request, 'customerId'), patch, lists: await ports.lists(), request }
  const done = await whileOvertaken(() => once(ports, wanted))
  return done.ok ? done : refuse(await withoutStrangers(done.error, (holder) => isReached(ports, holder, request.context.actor)))
}
