import { dayOf } from '../kernel/day.ts'
import type { Instant } from '../kernel/instant.ts'
import { system } from '../kernel/system-actor.ts'
import { type Clock, clocksOf } from '../service-levels/clocks.ts'
import { stepName } from '../service-levels/deadlines.ts'
import type { ClockName, ServiceBook } from '../service-levels/policy.ts'
import type { TicketEvent } from '../tickets/events.ts'
import { evolve } from '../tickets/evolve.ts'
import type { Ticket } from '../tickets/ticket.ts'
import type { Counted, Facets, What } from './counted.ts'

/** One event of a ticket, as it was kept: who did it, and what happened. */
export type Happening = {
  readonly id: string
  readonly at: Instant
  readonly actor: { readonly id: string; readonly roles: readonly string[] }
  readonly data: TicketEvent
}

/** The service book as it was at a moment. Asked only for the moments that `judgedAt` names. */
export type BookAt = (at: Instant) => ServiceBook

const isAnswer = ({ data }: Happening): boolean => data.type === 'ticket.replied' && data.automatic !== true

/** The moments at which it is judged how long something took. */
export const judgedAt = (history: readonly Happening[]): readonly Instant[] =>
  history.filter((one) => isAnswer(one) || one.data.type === 'ticket.resolved').map(({ at }) => at)

type Credit = Omit<Facets, 'day'>
type Solution = Credit & { readonly cause: string }
type Mark = Pick<Counted, 'what' | 'spent' | 'kept' | 'cause'> & { readonly credit?: Credit }
/** A step in the life of a ticket: how it stood before and after, and what was told of its deadlines by then. */
type Step = {
  readonly happening: Happening
  readonly before: Ticket | undefined
  readonly after: Ticket
  /** The deadlines that are known to have passed, by the names of their last steps. */
  readonly passed: ReadonlySet<string>
  /** To whom its last solution was credited, and what the cause was. */
  readonly solution: Solution | undefined
}

const isPerson = ({ id, roles }: Happening['actor']): boolean => id !== system.id && !roles.includes('integration')

/** "What is done with a ticket counts for whoever has it; where nobody has it, for the person who did it." */
const creditOf = ({ team, region, assignee, kind, channel }: Ticket, actor?: Happening['actor']): Credit => {
  const agent = assignee ?? (actor && isPerson(actor) ? actor.id : undefined)
  return {
    ...(team !== undefined && { team }),
    ...(region !== undefined && { region }),
    ...(agent !== undefined && { agent }),
    kind,
    channel,
  }
}

const timeOf = (clock: Clock | undefined): Pick<Counted, 'spent' | 'kept'> =>
  clock ? { spent: clock.counted, ...(clock.target !== undefined && { kept: clock.breachedAt === undefined }) } : {}

const breachOf: Readonly<Record<ClockName, What>> = {
  first: 'breached_first',
  next: 'breached_next',
  resolution: 'breached_resolution',
}

type Passing = { readonly name: string; readonly mark: Mark }

/** A deadline that ran until now, or still does, and that nobody has told of though it has passed. */
const passings = (clocks: readonly Clock[], { happening, passed }: Step): readonly Passing[] =>
  clocks
    .filter(({ until, breachedAt }) => breachedAt !== undefined && (until === undefined || until === Date.parse(happening.at)))
    .map((clock) => ({ name: stepName(clock, 100), mark: { what: breachOf[clock.clock] } }))
    .filter(({ name }) => !passed.has(name))

const told = ({ happening: { data }, passed }: Step): readonly Passing[] =>
  data.type === 'ticket.deadline_neared' && data.percent === 100 && !passed.has(data.step)
    ? [{ name: data.step, mark: { what: breachOf[data.deadline] } }]
    : []

const wasResolved = (ticket: Ticket | undefined): boolean =>
  ticket?.status === 'resolved' || (ticket?.status === 'closed' && ticket.resolution !== undefined)

const isFirstAnswer = ({ happening, before }: Step): boolean =>
  isAnswer(happening) && before?.facts.every(({ what }) => what !== 'we_answered') === true

/** What is counted of one step, deadlines aside. */
const marksOf = (step: Step, clocks: readonly Clock[]): readonly Mark[] => {
  const { data } = step.happening
  switch (data.type) {
    case 'ticket.opened':
      return [{ what: 'opened' }]
    case 'ticket.replied':
      return isFirstAnswer(step) ? [{ what: 'first_response', ...timeOf(clocks.find(({ clock }) => clock === 'first')) }] : []
    case 'ticket.resolved':
      return [{ what: 'resolved', cause: data.resolution.cause, ...timeOf(clocks.find(({ clock }) => clock === 'resolution')) }]
    case 'ticket.closed':
      return data.closed.reason === 'spam' ? [{ what: 'spam' }] : []
    case 'ticket.merged':
      return [{ what: 'merged' }]
    case 'ticket.unmerged':
      return [{ what: 'restored' }]
    case 'ticket.reopened':
      return wasResolved(step.before) ? [{ what: 'reopened', ...(step.solution && { credit: step.solution }) }] : [{ what: 'restored' }]
    default:
      return []
  }
}

const judges = (happening: Happening): boolean => isAnswer(happening) || happening.data.type === 'ticket.resolved'

/** What one step adds, and the deadlines that are known to have passed by it. */
const countedAt = (step: Step, bookAt: BookAt): { readonly counted: readonly Counted[]; readonly names: readonly string[] } => {
  const { happening, before, after } = step
  const { id, at, actor, data } = happening
  const clocks = judges(happening) ? clocksOf(after, bookAt(at), Date.parse(at)) : []
  const late = [...told(step), ...passings(clocks, step)]
  // What somebody does counts for them; that time passes, or that a ticket comes, for whoever has it.
  const mine = creditOf(before ?? after, data.type === 'ticket.opened' ? undefined : actor)
  const theirs = creditOf(before ?? after)
  const base = { ticketId: after.id, number: after.number, at, day: dayOf(at) }
  const entry = ({ credit, ...mark }: Mark, usual: Credit): Counted => ({
    id: `${id}#${mark.what}`,
    ...base,
    ...mark,
    ...(credit ?? usual),
  })
  return {
    counted: [...marksOf(step, clocks).map((mark) => entry(mark, mine)), ...late.map(({ mark }) => entry(mark, theirs))],
    names: late.map(({ name }) => name),
  }
}

/**
 * Everything that is counted of a ticket, from its events in the order in which they were kept. What an event adds follows from it and
 * those before it alone, so that the ledger of a ticket only ever grows: whoever is late, or looks twice, finds the same entries.
 */
export const countedIn = (history: readonly Happening[], bookAt: BookAt): readonly Counted[] => {
  const ledger: Counted[] = []
  const passed = new Set<string>()
  let ticket: Ticket | undefined
  let solution: Solution | undefined
  for (const happening of history) {
    const after = evolve(ticket, happening.data)
    if (!after) continue
    const { counted, names } = countedAt({ happening, before: ticket, after, passed, solution }, bookAt)
    ledger.push(...counted)
    for (const name of names) passed.add(name)
    const { data, actor } = happening
    if (data.type === 'ticket.resolved') solution = { ...creditOf(after, actor), cause: data.resolution.cause }
    ticket = after
  }
  return ledger
}
