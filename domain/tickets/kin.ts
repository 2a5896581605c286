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
  'ticket.task_overdue',
] as const
type KinEvent = Extract<TicketEvent, { type: (typeof kinTypes)[number] }>

/** Whether it is about what a ticket has to do with others. */
export const isOfKin = (event: TicketEvent): event is KinEvent => kinTypes.some((type) => type === event.type)

type Of<Type extends KinEvent['type']> = Extract<KinEvent, { type: Type }>

/** A child that is taken away is nobody's who brought it. */
const withoutBrought = (ticket: Ticket, child: string): Ticket => {
  const { brought } = ticket
  return brought ? { ...ticket, brought: brought.map((one) => ({ ...one, children: one.children.filter((id) => id !== child) })) } : ticket
}

const absorbed = (ticket: Ticket, { ticket: from, watchers = [], tasks = [], children = [], apart }: Of<'ticket.absorbed'>): Ticket => {
  const { others = [] } = ticket
  const all = {
    ...ticket,
    absorbed: [...new Set([...ticket.absorbed, from])],
    ...(apart !== undefined && { others: [...others, { ticket: from, number: apart }] }),
  }
  if (watchers.length + tasks.length + children.length === 0) return all
  return {
    ...all,
    watchers: [...ticket.watchers, ...watchers],
    tasks: [...ticket.tasks, ...tasks],
    children: [...ticket.children, ...children],
    brought: [...(ticket.brought ?? []), { from, watchers, tasks: tasks.map(({ id }) => id), children }],
  }
}

/** What came with it goes with it, and nothing else. */
const released = (ticket: Ticket, { ticket: from }: Of<'ticket.released'>): Ticket => {
  const { brought = [], others: apart = [], ...rest } = { ...ticket, absorbed: ticket.absorbed.filter((one) => one !== from) }
  const stillApart = apart.filter((one) => one.ticket !== from)
  const gone = brought.find((one) => one.from === from)
  const others = brought.filter((one) => one !== gone)
  return {
    ...rest,
    watchers: rest.watchers.filter((user) => !gone?.watchers.includes(user)),
    tasks: rest.tasks.filter(({ id }) => !gone?.tasks.includes(id)),
    children: rest.children.filter((child) => !gone?.children.includes(child)),
    ...(others.length > 0 && { brought: others }),
    ...(stillApart.length > 0 && { others: stillApart }),
  }
}

const unmerged = (ticket: Ticket, { to, tasks = [], childrenGone = [] }: Of<'ticket.unmerged'>): Ticket => {
  const { mergedInto: _into, apart: _apart, ...rest } = ticket
  return asLive(
    {
      ...rest,
      tasks: rest.tasks.map((task) => tasks.find(({ id }) => id === task.id) ?? task),
      children: rest.children.filter((child) => !childrenGone.includes(child)),
    },
    to,
  )
}

const linked = (ticket: Ticket, { as, ticket: other, linked: isLinked }: Of<'ticket.linked'>): Ticket => {
  switch (as) {
    case 'parent': {
      const { parentId: _parent, ...rest } = ticket
      return isLinked ? { ...rest, parentId: other } : rest
    }
    case 'child': {
      const others = ticket.children.filter((child) => child !== other)
      return isLinked ? { ...ticket, children: [...others, other] } : { ...withoutBrought(ticket, other), children: others }
    }
    case 'continued_by': {
      const { continuedBy: _continued, ...rest } = ticket
      return isLinked ? { ...rest, continuedBy: other } : rest
    }
    case 'related': {
      const { related = [], ...rest } = ticket
      const others = related.filter((one) => one !== other)
      const all = isLinked ? [...others, other] : others
      return all.length > 0 ? { ...rest, related: all } : rest
    }
  }
}

/** What such an event makes of a ticket. */
export const evolveKin = (ticket: Ticket, event: KinEvent): Ticket => {
  switch (event.type) {
    case 'ticket.merged':
      return {
        ...asClosed(ticket, { at: event.at, by: event.by, reason: 'merged', was: event.was }),
        mergedInto: event.into,
        ...(event.apart && { apart: event.apart }),
      }
    case 'ticket.unmerged':
      return unmerged(ticket, event)
    case 'ticket.absorbed':
      return absorbed(ticket, event)
    case 'ticket.released':
      return released(ticket, event)
    case 'ticket.linked':
      return linked(ticket, event)
    case 'ticket.task_asked':
      return { ...ticket, tasks: [...ticket.tasks, event.task] }
    case 'ticket.task_done':
      return { ...ticket, tasks: ticket.tasks.map((task) => (task.id === event.task ? { ...task, done: event.done } : task)) }
    case 'ticket.task_overdue':
      return { ...ticket, tasks: ticket.tasks.map((task) => (task.id === event.task ? { ...task, lateAt: event.at } : task)) }
    case 'ticket.split':
      return { ...ticket, splits: [...(ticket.splits ?? []), { into: event.into, messages: event.messages }] }
    // It stays known where they are: should that be undone, what answers them goes there again.
    case 'ticket.rejoined':
    case 'ticket.fix_offered':
      return ticket
  }
}
