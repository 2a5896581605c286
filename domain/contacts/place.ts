import { type Actor, reaches } from '../kernel/actor.ts'
import { changesBetween } from '../kernel/changes.ts'
import { dayOf } from '../kernel/day.ts'
import type { Context } from '../kernel/decider.ts'
import { Failure } from '../kernel/failure.ts'
import { judged, judgedChange } from '../kernel/finding.ts'
import { CustomerId } from '../kernel/ids.ts'
import { mergePatch } from '../kernel/merge-patch.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { Affiliation, openAt, setsReportingLine } from './affiliation.ts'
import type { ContactRefusal, Join, Leave, Move, Register } from './commands.ts'
import { type Contact, mostAffiliations } from './contact.ts'
import type { ContactEvent } from './events.ts'
import { leavingFindings, type PlaceFacts, personFindings, placeFindings } from './rules.ts'
import type { ServedCustomer, ServedCustomers } from './served.ts'

type Decision = Result<readonly ContactEvent[], ContactRefusal>
type Named = { readonly customers: ServedCustomers; readonly customerId: string }

/** The customer that a command names, if the actor looks after it. */
const reached = ({ customers, customerId }: Named, actor: Actor): Result<ServedCustomer, ContactRefusal> => {
  const customer = customers.get(customerId)
  if (!customer) return refuse({ code: 'customer.not_found' })
  return reaches(actor, customer) ? ok(customer) : refuse({ code: 'access.out_of_scope' })
}

/** "People are brought to customers that we still work with." */
const open = (named: Named, actor: Actor): Result<ServedCustomer, ContactRefusal> => {
  const customer = reached(named, actor)
  return customer.ok && customer.value.archived ? refuse({ code: 'customer.archived' }) : customer
}

const factsOf = (
  command: Register | Join | Move,
  { contactId, customer, held, now }: { contactId: string; customer: ServedCustomer; held: readonly Affiliation[]; now: Context['now'] },
): PlaceFacts => {
  const { customerId, chart, lists } = command
  const isLined = setsReportingLine(command.type === 'move' ? command.patch : command.affiliation)
  if (isLined && !chart) throw new Failure(`${contactId} is put under somebody at ${customerId} and came without those who are there`)
  const past = held.filter((one) => one.customerId === customerId && one.until !== undefined)
  return { contactId, customer, chart, lists, past, today: dayOf(now) }
}

/** From today on, unless a day was named. */
const placeIn = ({ affiliation, customerId }: Register | Join, now: Context['now']): Affiliation => ({
  ...affiliation,
  customerId: CustomerId.parse(customerId),
  since: affiliation.since ?? dayOf(now),
})

/** The place that somebody is to have, with what is wrong with it. */
export const newPlace = (command: Register | Join, { id, held }: { id: string; held: readonly Affiliation[] }, { now, actor }: Context) => {
  const customer = open(command, actor)
  if (!customer.ok) return customer
  const affiliation = placeIn(command, now)
  return ok({
    affiliation,
    found: placeFindings(affiliation, factsOf(command, { contactId: id, customer: customer.value, held, now })),
  })
}

/** The countries in which a person's phones are no surprise. */
export const countriesOf = (affiliations: readonly Affiliation[], customers: ServedCustomers): readonly string[] =>
  affiliations.flatMap(({ customerId, until }) => (until === undefined ? (customers.get(customerId)?.country ?? []) : []))

/** "Who serves another company gets a place there; who comes back gets a new one, and the old one stays in the history." */
export const join = (contact: Contact, command: Join, context: Context): Decision => {
  const { affiliations: held } = contact
  const customer = reached(command, context.actor)
  if (!customer.ok) return customer
  const there = openAt(held, command.customerId)
  // The very same place: the request came again, and what it asked for is done.
  if (there)
    return changesBetween(there, placeIn(command, context.now)).members.length === 0 ? ok([]) : refuse({ code: 'affiliation.exists' })
  if (held.length >= mostAffiliations) return refuse({ code: 'affiliation.too_many', most: mostAffiliations })
  const placed = newPlace(command, { id: contact.id, held }, context)
  if (!placed.ok) return placed
  const { affiliation, found } = placed.value
  const { blocking } = judged(found)
  if (blocking.length > 0) return refuse({ code: 'contact.rules_broken', findings: blocking })
  const countries = countriesOf([...held, affiliation], command.customers)
  const { warnings } = judged(personFindings(contact, { lists: command.lists, countries }))
  return ok([{ type: 'contact.joined', affiliation, warnings, at: context.now }])
}

/** A role that was retired since does not stop a change of department. */
export const move = (contact: Contact, command: Move, { now, actor }: Context): Decision => {
  const customer = open(command, actor)
  if (!customer.ok) return customer
  const before = openAt(contact.affiliations, command.customerId)
  if (!before) return refuse({ code: 'affiliation.not_found' })
  const after = Affiliation.safeParse(mergePatch(before, command.patch))
  if (!after.success) return refuse({ code: 'request.invalid', issues: after.error.issues })
  const { members, from, to } = changesBetween(before, after.data)
  if (members.length === 0) return ok([])
  const facts = factsOf(command, { contactId: contact.id, customer: customer.value, held: contact.affiliations, now })
  const { blocking } = judgedChange(placeFindings(after.data, facts), members)
  if (blocking.length > 0) return refuse({ code: 'contact.rules_broken', findings: blocking })
  return ok([{ type: 'contact.moved', customerId: before.customerId, from, to, at: now }])
}

const leftOn = (held: readonly Affiliation[], customerId: string, day: string): boolean =>
  held.some((one) => one.customerId === customerId && one.until === day)

/** "Who leaves a company is marked as gone from that day, and stays in its history." */
export const leave = (contact: Contact, command: Leave, { now, actor }: Context): Decision => {
  const customer = reached(command, actor)
  if (!customer.ok) return customer
  const today = dayOf(now)
  const until = command.until ?? today
  const place = openAt(contact.affiliations, command.customerId)
  // Gone since that very day: the request came again, and what it asked for is done.
  if (!place) return leftOn(contact.affiliations, command.customerId, until) ? ok([]) : refuse({ code: 'affiliation.not_found' })
  const { blocking } = judged(leavingFindings(place, until, today))
  if (blocking.length > 0) return refuse({ code: 'contact.rules_broken', findings: blocking })
  return ok([{ type: 'contact.left', customerId: place.customerId, until, at: now }])
}
