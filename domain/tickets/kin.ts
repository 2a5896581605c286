import type { TicketEvent } from './events.ts'
import { asClosed, asLive } from './status.ts'
import type { Ticket } from './ticket.ts'

const kinTypes = [
  'ticket.merged',
  'ticket.absorbed',
  'ticket.unmerged',
  'ticket.released',
  'ticket.split',
  'ticket.rejoined',
  'ticket.linked',
  'ticket.fix_offered',
  'ticket.task_asked',
  'ticket.task_done',
] as const
type KinEvent = Extract<TicketEvent, { type: (typeof kinTypes)[number] }>

/** Whether it is about what a ticket has to do with others. */
export const isOfKin = (event: TicketEvent): event is KinEvent => kinTypes.some((type) => type === event.type)

type Of<Type extends KinEvent['type']> = Extract<KinEvent, { type: Type }>

const linked = (ticket: Ticket, { as, ticket: other, linked: isLinked }: Of<'ticket.linked'>): Ticket => {
  switch (as) {
    case 'parent': {
      const { parentId: _parent, ...rest } = ticket
      return isLinked ? { ...rest, parentId: other } : rest
    }
    case 'child': {
      const others = ticket.children.filter((child) => child !== other)
      return { ...ticket, children: isLinked ? [...others, other] : others }
    }
    case 'continued_by': {
      const { continuedBy: _continued, ...rest } = ticket
      return isLinked ? { ...rest, continuedBy: other } : rest
    }
  }
}

/** What such an event makes of a ticket. */
export const evolveKin = (ticket: Ticket, event: KinEvent): Ticket => {
  switch (event.type) {
    case 'ticket.merged':
      return { ...asClosed(ticket, { at: event.at, by: event.by, reason: 'merged', was: event.was }), mergedInto: event.into }
    case 'ticket.unmerged': {
      const { mergedInto: _into, ...rest } = ticket
      return asLive(rest, event.to)
    }
    case 'ticket.absorbed':
      return { ...ticket, absorbed: [...new Set([...ticket.absorbed, event.ticket])] }
    case 'ticket.released':
      return { ...ticket, absorbed: ticket.absorbed.filter((one) => one !== event.ticket) }
    case 'ticket.linked':
      return linked(ticket, event)
    case 'ticket.task_asked':
      return { ...ticket, tasks: [...ticket.tasks, event.task] }
    case 'ticket.task_done':
      return { ...ticket, tasks: ticket.tasks.map((task) => (task.id === event.task ? { ...task, done: event.done } : task)) }
    case 'ticket.split':
      return { ...ticket, splits: [...(ticket.splits ?? []), { into: event.into, messages: event.messages }] }
    // It stays known where they are: should that be undone, what answers them goes there again.
    case 'ticket.rejoined':
    case 'ticket.fix_offered':
      return ticket
  }
}
