import type { Context } from '../kernel/decider.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import type { TicketRefusal } from './commands.ts'
import type { TicketEvent } from './events.ts'
import type { KinCommand } from './kin-commands.ts'
import { isLive } from './moves.ts'
import { reachesTicket } from './reach.ts'
import { mostAbsorbed, mostChildren, mostTasks, mostTasksMerged, mostWatchers, type Ticket } from './ticket.ts'

type Decision = Result<readonly TicketEvent[], TicketRefusal>
type Of<Type extends KinCommand['type']> = Extract<KinCommand, { type: Type }>

/** What comes with a ticket that goes into another: who watches it, what is still to be done for it, and what hangs below it. */
const broughtBy = (from: Ticket, into: Ticket) => ({
  watchers: from.watchers.filter((user) => !into.watchers.includes(user)),
  tasks: from.tasks.filter(({ done }) => !done),
  children: from.children,
})

/** "Of an incident nothing is lost, and nothing hangs two levels deep." */
const tooMuch = (from: Ticket, into: Ticket): TicketRefusal | undefined => {
  const { watchers, tasks, children } = broughtBy(from, into)
  if (children.length > 0 && into.parentId !== undefined) return { code: 'ticket.has_parent', parent: into.parentId }
  if (into.children.length + children.length > mostChildren) return { code: 'ticket.full', most: mostChildren }
  if (tasks.length > mostTasksMerged) return { code: 'ticket.full', most: mostTasksMerged }
  if (into.tasks.length + tasks.length > mostTasks) return { code: 'ticket.full', most: mostTasks }
  return into.watchers.length + watchers.length > mostWatchers ? { code: 'ticket.watchers_full' } : undefined
}

const differs = (one: string | undefined, other: string | undefined): boolean =>
  one !== undefined && other !== undefined && one.toLowerCase() !== other.toLowerCase()

/** Whether they are of different customers, or of different people as far as anything is known of them. */
const areOfOthers = (one: Ticket, other: Ticket): boolean => {
  if (differs(one.customerId, other.customerId) || differs(one.contactId, other.contactId)) return true
  const areOfOne = one.contactId !== undefined && one.contactId === other.contactId
  return !areOfOne && differs(one.requester?.address, other.requester?.address)
}

/** What stands in the way of one ticket going into another, whichever of the two is asked. */
const barred = (from: Ticket, into: Ticket): TicketRefusal | undefined => {
  if (from.id === into.id) return { code: 'ticket.same_ticket' }
  if (into.mergedInto !== undefined) return { code: 'ticket.merged', into: into.mergedInto }
  if (from.mergedInto !== undefined) return { code: 'ticket.merged', into: from.mergedInto }
  const gone = [from, into].find(({ status }) => !isLive(status))
  if (gone) return { code: 'ticket.move_impossible', from: gone.status, to: 'closed' }
  return into.absorbed.length + from.absorbed.length >= mostAbsorbed ? { code: 'ticket.full', most: mostAbsorbed } : tooMuch(from, into)
}

/**
 * "Two tickets of one matter become one": this one goes into the other, and stays what it was for whoever looks it up. What still
 * comes in for it is taken in by the other. Two of different people are merged only by whoever says that it is meant, and then "neither is
 * shown a word of the other": each is answered under the number that they know.
 */
export const merge = (ticket: Ticket, { into, otherCustomer }: Of<'merge'>, { now, actor }: Context): Decision => {
  if (!into) return refuse({ code: 'ticket.not_found' })
  if (!reachesTicket(actor, into)) return refuse({ code: 'access.out_of_scope' })
  if (ticket.mergedInto !== undefined && ticket.mergedInto === into.id) return ok([])
  const refused = barred(ticket, into)
  if (refused) return refuse(refused)
  const apart = areOfOthers(ticket, into)
  if (!otherCustomer && apart) return refuse({ code: 'ticket.other_customer' })
  const { status: was } = ticket
  return isLive(was)
    ? ok([{ type: 'ticket.merged', into: into.id, was, ...(apart && { apart }), at: now, by: actor.id }])
    : refuse({ code: 'ticket.move_impossible', from: was, to: 'closed' })
}

/** Whoever is answered apart in a ticket is so in the one that it goes into. */
const apartIn = ({ others = [] }: Ticket, id: string) => {
  const found = others.find(({ ticket }) => ticket === id)
  return found ? { apart: found.number } : {}
}

/**
 * The other side of it: the threads of the other, and of all that went into that one before, are shown here. Who watched it watches this
 * one, what was still to be done for it holds this one, and what hung below it hangs below this one.
 */
export const absorb = (ticket: Ticket, other: Ticket | undefined, { now, actor }: Context): Decision => {
  if (!other) return refuse({ code: 'ticket.not_found' })
  if (ticket.absorbed.includes(other.id)) return ok([])
  const refused = barred(other, ticket)
  if (refused) return refuse(refused)
  const { watchers, tasks, children } = broughtBy(other, ticket)
  const done = { at: now, by: actor.id }
  return ok([
    {
      type: 'ticket.absorbed',
      ticket: other.id,
      ...(watchers.length > 0 && { watchers }),
      ...(tasks.length > 0 && { tasks }),
      ...(children.length > 0 && { children }),
      ...(areOfOthers(other, ticket) && { apart: other.number }),
      ...done,
    },
    ...other.absorbed.map((one) => ({ type: 'ticket.absorbed' as const, ticket: one, ...apartIn(other, one), ...done })),
  ])
}

/** What became in between of what a ticket had brought: its tasks as they stand now, and the children that were taken away. */
const becameOf = (ticket: Ticket, from: Ticket) => {
  const brought = from.brought?.find((one) => one.from === ticket.id)
  const tasks = from.tasks.filter(({ id }) => brought?.tasks.includes(id))
  const childrenGone = ticket.children.filter((child) => !brought?.children.includes(child))
  return { ...(tasks.length > 0 && { tasks }), ...(childrenGone.length > 0 && { childrenGone }) }
}

/** "What was merged by mistake stands again as it stood", but for what was done for it since. Merges are undone in the order opposite to that in which they were made. */
export const unmerge = (ticket: Ticket, from: Ticket | undefined, { now, actor }: Context): Decision => {
  if (ticket.status !== 'closed' || ticket.mergedInto === undefined) return refuse({ code: 'ticket.not_merged' })
  if (!from || from.id !== ticket.mergedInto) return refuse({ code: 'ticket.not_found' })
  if (from.mergedInto !== undefined) return refuse({ code: 'ticket.merged', into: from.mergedInto })
  return ok([{ type: 'ticket.unmerged', from: from.id, to: ticket.closed.was ?? 'open', ...becameOf(ticket, from), at: now, by: actor.id }])
}

export const release = (ticket: Ticket, other: Ticket | undefined, { now, actor }: Context): Decision => {
  if (!other) return refuse({ code: 'ticket.not_found' })
  const gone = [other.id, ...other.absorbed].filter((one) => ticket.absorbed.includes(one))
  return ok(gone.map((one) => ({ type: 'ticket.released', ticket: one, at: now, by: actor.id })))
}
