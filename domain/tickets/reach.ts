import { type Actor, type Anchor, reaches } from '../kernel/actor.ts'
import type { TicketMembers } from './ticket.ts'

/** By whom and where a ticket is worked on. */
export const anchorOf = ({ assignee, team, region }: Pick<TicketMembers, 'assignee' | 'team' | 'region'>): Anchor => ({
  owner: assignee,
  team,
  region,
})

/** "A ticket is for whoever works on it, for their team and region, and for everybody who was asked to keep an eye on it." */
export const reachesTicket = (actor: Actor, ticket: Pick<TicketMembers, 'assignee' | 'team' | 'region' | 'watchers'>): boolean =>
  reaches(actor, anchorOf(ticket)) || ticket.watchers.includes(actor.id)
