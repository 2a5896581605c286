import { eventRights } from '../../domain/access/event-rights.ts'
import type { CustomerGlances } from '../../domain/customers/ports.ts'
import { type Actor, may, reaches } from '../../domain/kernel/actor.ts'
import type { EventEnvelope } from '../../domain/kernel/event-envelope.ts'
import type { ReachedTickets } from '../../domain/tickets/ports.ts'

type TimelineReader = {
  readonly actor: Actor
  /** Whose timeline it is. */
  readonly customerId: string
  /** Which customers the actor reaches, of those that an event names beside this one. */
  readonly isReached: (customerId: string) => boolean
  /** Which tickets the actor reaches, of those that events are of: others may work on them than look after the customer. */
  readonly isTicketReached: (ticketId: string) => boolean
}

/** The kinds of record that name several customers, each of whom others may look after: relations, and links for people at several. */
const betweenCustomers: ReadonlySet<string> = new Set(['relation', 'self_service'])

/**
 * "Whoever looks after one end of a relation learns that there is one, and nothing more." What an improvement says is told by itself, to those
 * whom it concerns: its owner, its planner, and whoever looks after those whose answers it counts. A kind that is not listed is told to nobody.
 */
const mayBeTold = ({ subject, about }: EventEnvelope, { actor, isReached, isTicketReached }: TimelineReader): boolean => {
  const right = eventRights.get(subject.kind)
  if (right === undefined || !may(actor, right)) return false
  if (subject.kind === 'ticket' && !isTicketReached(subject.id)) return false
  if (subject.kind === 'improvement') return actor.reach.kind === 'all'
  return !betweenCustomers.has(subject.kind) || about.every(isReached)
}

/**
 * An event as its reader may see it: always who did what to which record and when; what exactly, and why, to those who may
 * read the record. Of the customers that it is about, none but the one whose timeline it is.
 */
export const eventSeen = (event: EventEnvelope, reader: TimelineReader): EventEnvelope => {
  const seen = { ...event, about: [reader.customerId] }
  return mayBeTold(event, reader) ? seen : { ...seen, why: undefined, data: { type: event.data.type } }
}

type Asking = Pick<TimelineReader, 'actor' | 'customerId'> & { readonly glances: CustomerGlances; readonly tickets: ReachedTickets }

/** The timeline of a customer whom the actor reaches. Costs one batch read where events in it name others, and one where it has some of tickets. */
export const timelineSeen = async (
  events: readonly EventEnvelope[],
  { glances, tickets, actor, customerId }: Asking,
): Promise<readonly EventEnvelope[]> => {
  const everywhere = actor.reach.kind === 'all'
  const related = events.filter(({ subject }) => betweenCustomers.has(subject.kind)).flatMap(({ about }) => about)
  const others = everywhere ? [] : [...new Set(related)].filter((id) => id !== customerId)
  const ofTickets = events.flatMap(({ subject }) => (subject.kind === 'ticket' ? [subject.id] : []))
  const [found, reachedTickets] = await Promise.all([glances(others), tickets(actor, ofTickets)])
  const reached = new Set(found.flatMap((glance) => (glance && reaches(actor, glance) ? [glance.id] : [])))
  const isReached = (id: string): boolean => everywhere || id === customerId || reached.has(id)
  const isTicketReached = (id: string): boolean => reachedTickets.has(id)
  return events.map((event) => eventSeen(event, { actor, customerId, isReached, isTicketReached }))
}
