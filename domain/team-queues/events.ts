import * as z from 'zod'
import { Code } from '../kernel/code.ts'
import { TeamQueueId, TicketId, UserId } from '../kernel/ids.ts'
import { Instant } from '../kernel/instant.ts'
import { Lack, nextLook, type TeamQueue } from './team-queue.ts'

const whose = { id: TeamQueueId, team: Code.optional(), at: Instant }

/** What happens to the queue of a team, beside the tickets that come and go. */
export const TeamQueueEvent = z.discriminatedUnion('type', [
  /** Nobody takes what waits. `ticket` is the first that waits, `tell` those who are to know. */
  z.strictObject({ type: z.literal('queue.unattended'), ...whose, lack: Lack, ticket: TicketId, tell: z.array(UserId) }),
  z.strictObject({ type: z.literal('queue.still_unattended'), ...whose, lack: Lack }),
  z.strictObject({ type: z.literal('queue.attended'), ...whose }),
])
export type TeamQueueEvent = z.infer<typeof TeamQueueEvent>

/** What an event makes of what is known of a queue. */
export const evolve = (queue: TeamQueue | undefined, event: TeamQueueEvent): TeamQueue | undefined => {
  const { id, team, at } = event
  const known = queue ?? { id, ...(team !== undefined && { team }) }
  switch (event.type) {
    case 'queue.unattended':
      return { ...known, unattended: { since: at, lack: event.lack, lookAt: nextLook(at) } }
    case 'queue.still_unattended':
      return known.unattended ? { ...known, unattended: { ...known.unattended, lack: event.lack, lookAt: nextLook(at) } } : known
    case 'queue.attended':
      return { ...known, unattended: undefined }
  }
}
