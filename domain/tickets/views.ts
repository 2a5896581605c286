import * as z from 'zod'
import type { Anchor } from '../kernel/actor.ts'
import type { Instant, PlainDate } from '../kernel/instant.ts'
import { hours, later } from '../kernel/later.ts'
import { isLive, type TicketStatus } from './moves.ts'
import type { Ticket } from './ticket.ts'

/** What keeps a ticket from being worked on: nobody has it, or others are waited for. */
export const stages = ['unassigned', 'pending_customer', 'pending_carrier', 'on_hold'] as const
export type Stage = (typeof stages)[number]

const waiting: readonly TicketStatus[] = ['pending_customer', 'pending_carrier', 'on_hold']

/** What waits for others does so whoever has it; of all else it counts whether anybody does. */
export const stageOf = ({ status, assignee }: Pick<Ticket, 'status' | 'assignee'>): Stage | undefined => {
  if (!isLive(status)) return undefined
  if (waiting.includes(status)) return stages.find((stage) => stage === status)
  return assignee === undefined ? 'unassigned' : undefined
}

/** The lists by which a desk works. */
export const viewNames = ['live', 'mine', 'due_soon', 'breached', ...stages, 'over'] as const
export const ViewName = z.enum(viewNames)
export type ViewName = z.infer<typeof ViewName>

/** A list of tickets: every member that is there narrows it. What is live comes with the nearest deadline first, what is over the last first. */
export type TicketView = Anchor & {
  readonly state: 'live' | 'over'
  readonly stage?: Stage | undefined
  readonly customerId?: string | undefined
  readonly kind?: string | undefined
  readonly priority?: string | undefined
  /** Claims of which notice must be given by this day or before, and was not. */
  readonly noticeBy?: PlainDate | undefined
  /** Whose next deadline is at this moment or after it, and before that one. */
  readonly due?: { readonly from?: Instant | undefined; readonly before: Instant } | undefined
}

/** "Soon" is within half a working day. */
const soon = 4 * hours

/** What a view shows to somebody at a moment. */
export const viewOf = (name: ViewName, { now, user }: { readonly now: Instant; readonly user: string }): TicketView => {
  switch (name) {
    case 'live':
    case 'over':
      return { state: name }
    case 'mine':
      return { state: 'live', owner: user }
    case 'due_soon':
      return { state: 'live', due: { from: now, before: later(now, soon) } }
    case 'breached':
      return { state: 'live', due: { before: now } }
    default:
      return { state: 'live', stage: name }
  }
}

/** So far a view is counted, however long it is: whoever sees a thousand knows that there are many, and counting costs what reading does. */
export const mostCounted = 1000
