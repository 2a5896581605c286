import * as z from 'zod'

/** Somebody still has to do something about it. */
const liveStatuses = ['new', 'open', 'pending_customer', 'pending_carrier', 'on_hold', 'reopened'] as const
export const ticketStatuses = [...liveStatuses, 'resolved', 'closed'] as const
export const TicketStatus = z.enum(ticketStatuses).meta({ class: 'public' })
export type TicketStatus = z.infer<typeof TicketStatus>
export const LiveStatus = z.enum(liveStatuses).meta({ class: 'public' })
export type LiveStatus = z.infer<typeof LiveStatus>

export const isLive = (status: TicketStatus): status is LiveStatus => liveStatuses.some((live) => live === status)

type Move = { readonly from: readonly TicketStatus[]; readonly to: TicketStatus; readonly when: string }

const others = (to: LiveStatus): readonly LiveStatus[] => liveStatuses.filter((live) => live !== to)

/**
 * Every way from one status to another. The rules, the condition of every write and the drawing in `docs/tickets.md` are all read
 * off this: whatever is not here cannot happen.
 */
export const moves: readonly Move[] = [
  { from: ['new', 'reopened'], to: 'open', when: 'we answer, or somebody sets to work' },
  { from: ['pending_customer'], to: 'open', when: 'the customer writes, or work goes on' },
  { from: ['pending_carrier', 'on_hold'], to: 'open', when: 'work goes on' },
  { from: others('pending_customer'), to: 'pending_customer', when: 'we wait for the customer' },
  { from: others('pending_carrier'), to: 'pending_carrier', when: 'we wait for the carrier' },
  { from: others('on_hold'), to: 'on_hold', when: 'it is put on hold' },
  { from: liveStatuses, to: 'resolved', when: 'cause, fix and whether the customer was told' },
  { from: ['resolved'], to: 'closed', when: 'the customer confirms, or 14 quiet days' },
  { from: liveStatuses, to: 'closed', when: 'spam, or merged into another' },
  { from: ['resolved', 'closed'], to: 'reopened', when: 'the customer writes within 14 days, or we take it up again' },
  ...liveStatuses.map((to) => ({ from: ['closed'] as const, to, when: 'a merge is undone: it stands as it stood' })),
]

/** The statuses from which one is reached. */
export const statusesBefore = (to: TicketStatus): readonly TicketStatus[] => [
  ...new Set(moves.flatMap((move) => (move.to === to ? move.from : []))),
]

export const canMove = (from: TicketStatus, to: TicketStatus): boolean => statusesBefore(to).includes(from)
