import type { Context } from '../../domain/kernel/decider.ts'
import type { ReplyMessage } from '../../domain/tickets/thread.ts'
import type { Ticket } from '../../domain/tickets/ticket.ts'
import { changeBoth, type PairPorts } from './change-both.ts'
import type { Done } from './change-ticket.ts'
import { whereItGoesOn } from './where-it-goes-on.ts'

type Answering = {
  readonly ticket: Ticket
  readonly message: ReplyMessage
  readonly context: Context
  readonly ifMatch?: number | undefined
}

/** Answers whoever wrote a ticket that went into one of somebody else: in their own thread, and in one transaction with that one's knowing. */
export const answerApart = async (ports: PairPorts, { ticket, message, context, ifMatch }: Answering): Promise<Done> =>
  changeBoth(ports, {
    id: ticket.id,
    other: (await whereItGoesOn(ports.tickets.load, ticket.id))?.state.id ?? '',
    command: (into) => ({ type: 'answer apart', message, into }),
    otherwise: (from) => ({ type: 'answered apart', message, from }),
    said: [message],
    context,
    ifMatch,
  })
