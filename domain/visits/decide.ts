import { isDeepStrictEqual } from 'node:util'
import type { CustomerGlance } from '../customers/glance.ts'
import { type Actor, reaches } from '../kernel/actor.ts'
import { dayOf } from '../kernel/day.ts'
import { daysAfter } from '../kernel/days-after.ts'
import type { Context, Decider } from '../kernel/decider.ts'
import { type FirmDays, workdayFrom } from '../kernel/firm-days.ts'
import { type Forsaken, forsakenAt } from '../kernel/forsaken.ts'
import { VisitId } from '../kernel/ids.ts'
import type { Instant, PlainDate } from '../kernel/instant.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { evolve, type VisitEvent } from './events.ts'
import { nextAfter, type Successor } from './next.ts'
import { type Appointment, dueAtOf, isDue, type Visit, type Visited, type VisitForm, visitorOf } from './visit.ts'

/** The customer as it is now, undefined where there is none. */
type Known = { readonly customer: CustomerGlance | undefined }
/** `manager` leads the customer's team; `firm` says on which days the firm works: on every day, where it is not said. */
type Led = Known & { readonly manager?: string | undefined; readonly firm?: FirmDays | undefined }

export type VisitCommand =
  /** The next in the row: by the clock, or with an appointment that a person makes. */
  | (Led & { readonly type: 'plan'; readonly id: string; readonly place: Successor; readonly appointment?: Appointment | undefined })
  | (Led & { readonly type: 'attend'; readonly days: number | undefined })
  | (Known & { readonly type: 'move'; readonly to: Appointment })
  | (Known & { readonly type: 'hold'; readonly form: VisitForm; readonly nextOn?: PlainDate | undefined })
  | (Known & { readonly type: 'miss'; readonly note?: string | undefined })
  | (Known & { readonly type: 'be refused'; readonly note?: string | undefined; readonly notBefore?: PlainDate | undefined })

export type VisitRefusal =
  | { readonly code: 'customer.not_found' | 'customer.archived' | 'access.out_of_scope' }
  | { readonly code: 'visit.not_found' | 'visit.ended' }
  | { readonly code: 'visit.planned_already'; readonly visit: string }
  | { readonly code: 'visit.day_in_past'; readonly day: PlainDate }

type State = Visit | undefined
type Cadence = Pick<Extract<VisitCommand, { type: 'attend' }>, 'days' | 'firm'>
type Decision = Result<readonly VisitEvent[], VisitRefusal>

const lookedAfter = ({ tier, owner, team, region }: CustomerGlance, manager: string | undefined): Visited => ({
  tier,
  ...(owner !== undefined && { owner }),
  ...(team !== undefined && { team }),
  ...(region !== undefined && { region }),
  ...(owner === undefined && manager !== undefined && { manager }),
})

const ifForsaken = (isForsaken: boolean, customer: Visited): { readonly forsaken?: Forsaken } =>
  isForsaken ? { forsaken: forsakenAt(customer) } : {}

const appointmentOf = ({ dueOn, at, visitor, agenda }: Appointment): Appointment => ({
  dueOn,
  ...(at !== undefined && { at }),
  ...(visitor !== undefined && { visitor }),
  ...(agenda !== undefined && { agenda }),
})

/** "Whoever looks after a customer sees to its visits, and so does whoever is to go." */
export const reachesVisit = (actor: Actor, visit: Pick<Visit, 'visitor' | 'customer'> | undefined, customer: CustomerGlance): boolean =>
  reaches(actor, customer) || (visit !== undefined && visitorOf(visit) === actor.id)

const plan = (
  state: State,
  { id, customer, manager, firm, place, appointment }: Extract<VisitCommand, { type: 'plan' }>,
  { now, actor }: Context,
): Decision => {
  if (!customer) return refuse({ code: 'customer.not_found' })
  if (!reaches(actor, customer)) return refuse({ code: 'access.out_of_scope' })
  if (customer.status === 'archived') return refuse({ code: 'customer.archived' })
  // "A visit that would fall on a day off is made on the next working day": what a person names stays.
  const wanted = appointmentOf(appointment ?? { dueOn: workdayFrom(firm, place.dueOn) })
  // The id stands for the place in the row. What stands there is what was asked for, or something else by now.
  if (state) return isDeepStrictEqual(appointmentOf(state), wanted) ? ok([]) : refuse({ code: 'visit.planned_already', visit: state.id })
  if (wanted.dueOn < dayOf(now)) return refuse({ code: 'visit.day_in_past', day: wanted.dueOn })
  const { days, ...placed } = place
  const visit: Visit = {
    ...placed,
    ...(days !== undefined && { days }),
    ...wanted,
    id: VisitId.parse(id),
    customerId: customer.id,
    customer: lookedAfter(customer, manager),
    isFixed: appointment !== undefined,
    status: 'planned',
    asked: [],
    changedAt: now,
  }
  return ok([{ type: 'visit.planned', visit }])
}

/** "Who rises in tier is visited sooner, and never in the past; a further try stays." */
const turnOf = ({ attempt, days: before, since, dueOn }: Visit, days: number | undefined, today: PlainDate): PlainDate => {
  if (attempt > 1 || days === undefined || days === before) return dueOn
  const turn = daysAfter(since, days)
  return turn < today ? today : turn
}

/** A day that a person named stays, and one that has come; any other that is a day off by now is put off to the next working day. */
const dayFor = (visit: Visit, { days, firm }: Cadence, today: PlainDate): PlainDate => {
  if (visit.isFixed) return visit.dueOn
  const turn = turnOf(visit, days, today)
  return isDue(visit) && turn <= today ? turn : workdayFrom(firm, turn)
}

/** What has to happen for the visit to fit the customer as it is. */
const aligned = (visit: Visit, customer: Visited, { now, ...cadence }: Cadence & { readonly now: Instant }): VisitEvent[] => {
  const { days } = cadence
  const dueOn = dayFor(visit, cadence, dayOf(now))
  if (isDeepStrictEqual(customer, visit.customer) && days === visit.days && dueOn === visit.dueOn) return []
  const isLost = isDue({ ...visit, dueOn }) && visitorOf({ ...visit, customer }) === undefined && visitorOf(visit) !== undefined
  return [{ type: 'visit.realigned', customer, ...(days && { days }), dueOn, ...ifForsaken(isLost, customer), at: now }]
}

const attend = (visit: Visit, command: Extract<VisitCommand, { type: 'attend' }>, { now, actor }: Context): Decision => {
  const { customer, days, firm, manager } = command
  if (!customer || visit.status !== 'planned') return ok([])
  if (customer.status === 'archived') return ok([{ type: 'visit.cancelled', at: now, by: actor.id }])
  const realigned = aligned(visit, lookedAfter(customer, manager), { days, firm, now })
  const next = realigned.reduce<State>(evolve, visit)
  const at = next && dueAtOf(next)
  if (!next || at === undefined || at > now) return ok(realigned)
  const visitor = visitorOf(next)
  const whose = visitor === undefined ? ifForsaken(true, next.customer) : { visitor }
  return ok([...realigned, { type: 'visit.fell_due', dueOn: next.dueOn, ...whose, at: now }])
}

const move = (visit: Visit, wanted: Appointment, { now, actor }: Context): Decision => {
  const [from, to] = [appointmentOf(visit), appointmentOf(wanted)]
  if (isDeepStrictEqual(from, to)) return ok([])
  if (to.dueOn < dayOf(now) && to.dueOn !== from.dueOn) return refuse({ code: 'visit.day_in_past', day: to.dueOn })
  return ok([{ type: 'visit.moved', from, to, at: now, by: actor.id }])
}

type Ending = Extract<VisitCommand, { type: 'hold' | 'miss' | 'be refused' }>

const end = (visit: Visit, command: Ending, { now, actor }: Context): Decision => {
  const today = dayOf(now)
  const done = { at: now, by: actor.id }
  switch (command.type) {
    case 'hold': {
      const early = [command.nextOn, ...command.form.promises.map(({ due }) => due)].find((day) => day !== undefined && day < today)
      if (early !== undefined) return refuse({ code: 'visit.day_in_past', day: early })
      const next = nextAfter(visit, { outcome: 'held', today, notBefore: command.nextOn })
      return ok([{ type: 'visit.held', form: command.form, next, ...done }])
    }
    case 'miss':
      return ok([{ type: 'visit.unreachable', note: command.note, next: nextAfter(visit, { outcome: 'unreachable', today }), ...done }])
    case 'be refused': {
      const next = nextAfter(visit, { outcome: 'refused', today, notBefore: command.notBefore })
      return ok([{ type: 'visit.refused', note: command.note, next, ...done }])
    }
  }
}

const decide = (state: State, command: VisitCommand, context: Context): Decision => {
  if (command.type === 'plan') return plan(state, command, context)
  if (!state) return refuse({ code: 'visit.not_found' })
  if (command.type === 'attend') return attend(state, command, context)
  if (!command.customer) return refuse({ code: 'customer.not_found' })
  if (!reachesVisit(context.actor, state, command.customer)) return refuse({ code: 'access.out_of_scope' })
  if (state.status !== 'planned') return refuse({ code: 'visit.ended' })
  return command.type === 'move' ? move(state, command.to, context) : end(state, command, context)
}

export const visits: Decider<State, VisitCommand, VisitEvent, VisitRefusal> = { initial: undefined, decide, evolve }
