import type { Context, Decider } from '../kernel/decider.ts'
import { type TeamQueueId, TicketId } from '../kernel/ids.ts'
import { ok } from '../kernel/result.ts'
import { evolve, type TeamQueueEvent } from './events.ts'
import type { Lack, TeamQueue } from './team-queue.ts'

/** The first ticket that nobody takes, why not, and who is to know of it. */
export type Unattended = { readonly ticket: string; readonly lack: Lack; readonly tell: readonly string[] }

/** What somebody saw who looked at the queue. */
type TeamQueueCommand = {
  readonly type: 'look'
  readonly id: TeamQueueId
  readonly team: string | undefined
  readonly unattended: Unattended | undefined
}

type State = TeamQueue | undefined

/** "Where customers wait and nobody is there, whoever answers for the team hears of it once; the alarm rings until somebody comes." */
const decide = (state: State, { id, team, unattended: seen }: TeamQueueCommand, { now }: Context) => {
  const whose = { id, ...(team !== undefined && { team }), at: now }
  const known = state?.unattended
  const events = (...happened: readonly TeamQueueEvent[]) => ok(happened)
  if (!seen) return known ? events({ type: 'queue.attended', ...whose }) : events()
  const { ticket, lack, tell } = seen
  if (!known) return events({ type: 'queue.unattended', ...whose, lack, ticket: TicketId.parse(ticket), tell: [...tell] })
  return known.lookAt <= now || known.lack !== lack ? events({ type: 'queue.still_unattended', ...whose, lack }) : events()
}

export const teamQueues: Decider<State, TeamQueueCommand, TeamQueueEvent, never> = { initial: undefined, decide, evolve }
