import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { Explanation, explain } from '../../domain/service-levels/explain.ts'
import type { ReadServiceBook } from '../../domain/service-levels/ports.ts'
import { reachesTicket } from '../../domain/tickets/reach.ts'
import { overSince, type Ticket } from '../../domain/tickets/ticket.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'

export type TicketSlaPorts = {
  /** A ticket with its sealed members masked: deadlines follow from none of them. */
  readonly ticket: (id: string) => Promise<Loaded<Ticket> | undefined>
  readonly serviceBook: ReadServiceBook
}

/** What is over is explained by the editions that held when it ended; what is not, by those of now. */
const explained = async (ports: TicketSlaPorts, request: Asked): Promise<Result<Explanation, Refused>> => {
  const { actor, now } = request.context
  const ticket = (await ports.ticket(idIn(request, 'ticketId')))?.state
  if (!ticket) return refuse({ code: 'ticket.not_found' })
  if (!reachesTicket(actor, ticket)) return refuse({ code: 'access.out_of_scope' })
  return ok(explain(ticket, await ports.serviceBook(overSince(ticket)), now))
}

export const ticketSlaRoutes: Routes<TicketSlaPorts> = {
  'GET /v1/tickets/{ticketId}/sla': route({
    summary: 'See what was promised of a ticket, how much of the time is used up, and every stretch that counted or did not',
    permission: 'tickets:read',
    query: noQuery,
    body: noBody,
    answer: Explanation,
    status: 200,
    refusals: ['ticket.not_found', 'access.out_of_scope'],
    run: explained,
  }),
}
