import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import type { Context } from '../../../domain/kernel/decider.ts'
import type { Due } from '../../../domain/kernel/due.ts'
import { Failure } from '../../../domain/kernel/failure.ts'
import { deadlinesBy } from '../../../domain/service-levels/deadlines.ts'
import { Cause, movesBy } from '../../../domain/service-levels/moves.ts'
import type { LiveTickets, ReadServiceBook, Recording } from '../../../domain/service-levels/ports.ts'
import type { TicketStore } from '../../../domain/tickets/ports.ts'
import { changeTicket } from '../../desk/change-ticket.ts'
import type { Notice } from '../job.ts'

export type RoundPorts = {
  readonly tickets: TicketStore
  readonly serviceBook: ReadServiceBook
  readonly live: LiveTickets
  readonly recording: Recording
  /** The edition that an event tells of. Throws when the event is not there to be read. */
  readonly causeOf: (notice: Notice) => Promise<Cause>
  /** Puts work into the queue of this very job, to be taken up after so many seconds. */
  readonly hand: (work: readonly Due[], seconds: number) => Promise<void>
}

const Round = z.strictObject({ cause: Cause, after: z.string().optional() })
const Turn = z.strictObject({ cause: Cause, ticketId: z.string() })

const work = (kind: string, what: unknown, { now }: Context): Due => ({ kind, id: JSON.stringify(what), at: now })

/** As long as anybody may still be at work who read what held before. */
const settled = 60

/**
 * A calendar or a policy has another edition: all open tickets are gone round at once, and a minute later again, for those that were
 * changed meanwhile by somebody who had read the edition before.
 */
export const beginRound =
  (ports: RoundPorts) =>
  async (notice: Notice, context: Context): Promise<void> => {
    const round = work('ticket_round', { cause: await ports.causeOf(notice) }, context)
    await ports.hand([round], 0)
    await ports.hand([round], settled)
  }

/** One page of a round: each ticket is handed on by itself, and then the rest of the round. A worker that dies does the page again. */
export const goRound =
  (ports: RoundPorts) =>
  async (id: string, context: Context): Promise<void> => {
    const { cause, after } = Round.parse(JSON.parse(id))
    const page = await ports.live(after)
    await ports.hand(
      page.ids.map((ticketId) => work('ticket_turn', { cause, ticketId }, context)),
      0,
    )
    if (page.after !== undefined) await ports.hand([work('ticket_round', { cause, after: page.after }, context)], 0)
  }

/** One ticket of a round: its deadlines are worked out anew, and who moved is kept beside it. One that did not is left as it is. */
export const takeTurn =
  (ports: RoundPorts) =>
  async (id: string, context: Context): Promise<void> => {
    const { cause, ticketId } = Turn.parse(JSON.parse(id))
    const deadlinesOf = deadlinesBy(await ports.serviceBook())
    const store: TicketStore = {
      ...ports.tickets,
      commit: (change) => {
        const { before, state: after } = change
        const moves = before && after ? movesBy(cause, { before, after }, context.now) : []
        return (moves.length > 0 ? ports.recording(moves) : ports.tickets).commit(change)
      },
    }
    const done = await changeTicket(
      { tickets: store, timing: async () => deadlinesOf },
      {
        id: ticketId,
        command: (ticket) => ({ type: isDeepStrictEqual(ticket.deadlines, deadlinesOf(ticket)) ? 'fall due' : 'reschedule' }),
        context,
      },
    )
    if (!done.ok && done.error.code !== 'ticket.merged') throw new Failure(`${ticketId} could not be looked at: ${done.error.code}`)
  }
