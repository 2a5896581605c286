import type { TicketMessageId } from '../kernel/ids.ts'
import type { Instant } from '../kernel/instant.ts'
import { mergePatch } from '../kernel/merge-patch.ts'
import { mostReasons } from '../sorting/sorted.ts'
import type { TicketEvent } from './events.ts'
import { withFacts } from './facts.ts'
import { evolveKin, isOfKin } from './kin.ts'
import { calledForRepeatStep } from './nearing.ts'
import { withOther } from './others.ts'
import { asClosed, asLive } from './status.ts'
import { Changeable, mostWatchers, type Ticket } from './ticket.ts'

/** When an event was: some hold it within what they tell of. */
const momentOf = (event: TicketEvent): Instant => {
  switch (event.type) {
    case 'ticket.opened':
      return event.ticket.openedAt
    case 'ticket.resolved':
      return event.resolution.at
    case 'ticket.closed':
      return event.closed.at
    case 'ticket.task_asked':
      return event.task.asked.at
    case 'ticket.task_done':
      return event.done.at
    default:
      return event.at
  }
}

type Of<Type extends TicketEvent['type']> = Extract<TicketEvent, { type: Type }>

const matched = (ticket: Ticket, { customerId, contactId, tier, team, region }: Of<'ticket.matched'>): Ticket => {
  const { candidates: _candidates, contactId: _contact, tier: _tier, ...rest } = ticket
  return {
    ...rest,
    customerId,
    ...(contactId !== undefined && { contactId }),
    ...(tier !== undefined && { tier }),
    ...(team !== undefined && { team }),
    ...(region !== undefined && { region }),
  }
}

const changed = (ticket: Ticket, { to }: Of<'ticket.changed'>): Ticket => {
  const { team: _team, region: _region, language: _language, claim: _claim, ...rest } = ticket
  return { ...rest, ...Changeable.parse(mergePatch(Changeable.strip().parse(ticket), to)) }
}

const assigned = (ticket: Ticket, { assignee, team, region }: Of<'ticket.assigned'>): Ticket => {
  const { assignee: _assignee, team: _team, region: _region, ...rest } = ticket
  return {
    ...rest,
    ...(assignee !== undefined && { assignee }),
    ...(team !== undefined && { team }),
    ...(region !== undefined && { region }),
  }
}

const watched = (ticket: Ticket, { user, watches }: Of<'ticket.watched'>): Ticket => {
  const others = ticket.watchers.filter((watcher) => watcher !== user)
  return { ...ticket, watchers: watches ? [...others, user] : others }
}

/** Whoever brings a message again does so soon. */
const mostSaid = 50
const saying = (ticket: Ticket, message: TicketMessageId): Ticket => ({ ...ticket, said: [...ticket.said, message].slice(-mostSaid) })

const heard = (ticket: Ticket, { message, automatic, of, at }: Of<'ticket.message_received'>): Ticket => {
  const said = saying(ticket, message)
  if (automatic) return said
  return of ? withOther(said, of.ticket, { lastInAt: at }) : { ...said, lastInAt: at }
}

/** Of a ticket that was merged it was elsewhere that they were heard. */
const heardSince = ({ lastInAt }: Ticket, { heardAt }: Of<'ticket.replied'>) =>
  heardAt !== undefined && (lastInAt === undefined || lastInAt < heardAt) ? { lastInAt: heardAt } : {}

/** "Who is asked for a word, or called, can look at what it is about." */
const shownTo = (ticket: Ticket, users: readonly string[]): Ticket =>
  users.length === 0 ? ticket : { ...ticket, watchers: [...new Set([...ticket.watchers, ...users])].slice(-mostWatchers) }

/** What an event makes of a ticket, apart from what follows from every event. */
const next = (ticket: Ticket, event: Exclude<TicketEvent, { type: 'ticket.opened' | 'ticket.revealed' }>): Ticket => {
  if (isOfKin(event)) return evolveKin(ticket, event)
  switch (event.type) {
    case 'ticket.message_received':
      return heard(ticket, event)
    case 'ticket.replied':
      return { ...saying(ticket, event.message), ...(!event.automatic && { lastOutAt: event.at }), ...heardSince(ticket, event) }
    case 'ticket.answered_apart':
      return withOther(saying(ticket, event.message), event.ticket, { lastOutAt: event.at })
    case 'ticket.noted':
      return shownTo(saying(ticket, event.message), event.mentions)
    case 'ticket.rescheduled':
      return ticket
    case 'ticket.matched':
      return matched(ticket, event)
    case 'ticket.moved':
      return asLive(ticket, event.to)
    case 'ticket.reopened':
      return { ...asLive(ticket, 'reopened'), reopened: ticket.reopened + 1 }
    case 'ticket.resolved':
      return { ...asLive(ticket, 'open'), status: 'resolved', resolution: event.resolution }
    case 'ticket.closed':
      return asClosed(ticket, event.closed)
    case 'ticket.sorted': {
      const { urgency, impact, priority, tags, why } = event
      // What a later message made of it stands beside why it is what it is.
      return { ...ticket, urgency, impact, priority, tags, why: [...ticket.why, ...why].slice(0, mostReasons) }
    }
    case 'ticket.raised':
      return { ...ticket, priority: event.to }
    case 'ticket.changed':
      return changed(ticket, event)
    case 'ticket.assigned':
      return assigned(ticket, event)
    case 'ticket.watched':
      return watched(ticket, event)
    case 'ticket.deadline_neared':
    case 'ticket.notice_near':
      return { ...ticket, steps: taken(ticket, event.step) }
    case 'ticket.escalated':
      return {
        ...shownTo(ticket, event.to === undefined ? [] : [event.to]),
        escalation: event.level,
        ...(event.because === 'repeat_complaint' && { steps: taken(ticket, calledForRepeatStep) }),
      }
  }
}
const mostSteps = 300
const taken = ({ steps }: Ticket, step: string): string[] => [...new Set([...steps, step])].slice(-mostSteps)

/** What an event makes of a ticket. */
export const evolve = (ticket: Ticket | undefined, event: TicketEvent): Ticket | undefined => {
  // Who only reads changes nothing, not even when it was changed.
  if (event.type === 'ticket.revealed') return ticket
  const at = momentOf(event)
  if (event.type === 'ticket.opened') {
    const { ticket: opened, message } = event
    return withFacts(undefined, message ? { ...saying(opened, message), lastInAt: at } : opened, event)
  }
  return ticket && withFacts(ticket, { ...next(ticket, event), changedAt: at }, event)
}
