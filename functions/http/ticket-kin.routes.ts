import * as z from 'zod'
import { Code } from '../../domain/kernel/code.ts'
import { TicketId, TicketMessageId } from '../../domain/kernel/ids.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import { FormValues } from '../../domain/ticket-kinds/form.ts'
import { RelatedTicket } from '../../domain/tickets/glance.ts'
import type { TicketGlances } from '../../domain/tickets/ports.ts'
import { MessageText } from '../../domain/tickets/thread.ts'
import { mostSplit, type Ticket } from '../../domain/tickets/ticket.ts'
import { changeBoth, type Pair } from '../desk/change-both.ts'
import { changeTicket, type Done } from '../desk/change-ticket.ts'
import { placeFiles } from '../desk/files.ts'
import { relatedTickets } from '../desk/related-tickets.ts'
import { type SplitPorts, splitTicket } from '../desk/split-ticket.ts'
import { whereItGoesOn } from '../desk/where-it-goes-on.ts'
import type { RefusalCode } from '../runtime/messages.ts'
import type { Refused } from '../runtime/problem.ts'
import { noBody, noQuery, type Routes, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'
import { masksOnly } from './masks-only.ts'
import { answerOf, TicketAnswer } from './ticket-answer.ts'
import { onChange, onOne, type TicketPorts, ticketIn, visible } from './ticket-change.ts'

export type KinPorts = TicketPorts & SplitPorts & { readonly ticketGlances: TicketGlances }

const onRejoin = ['ticket.move_impossible', 'ticket.same_ticket', 'ticket.has_parent', 'ticket.full', 'ticket.watchers_full'] as const
const onMerge = [...onRejoin, 'ticket.other_customer'] as const
const onFamily = ['ticket.same_ticket', 'ticket.has_children', 'ticket.has_parent', 'ticket.full'] as const

const answered = (done: Done): Result<TicketAnswer, Refused> => (done.ok ? ok(answerOf(done.value, masksOnly)) : done)

type Both = Pick<Pair, 'other' | 'command' | 'otherwise'> & { readonly id?: string }

const both = async (ports: KinPorts, request: Asked, { id = ticketIn(request), ...pair }: Both): Promise<Result<TicketAnswer, Refused>> =>
  answered(await changeBoth(ports, { id, ...pair, context: request.context, ifMatch: request.ifMatch }))

/** The ticket in which the matter of another goes on: where that went into a further one, this is it. */
const goesOnIn = async ({ tickets }: KinPorts, id: string): Promise<string> =>
  (await whereItGoesOn((one) => tickets.read(one, []), id))?.state.id ?? id

const stored = async ({ tickets }: KinPorts, request: Asked): Promise<Ticket | undefined> =>
  (await tickets.read(ticketIn(request), []))?.state

type Simple = {
  readonly summary: string
  readonly permission: 'tickets:write' | 'tickets:manage'
  readonly refusals: readonly RefusalCode[]
  readonly run: (ports: KinPorts, request: Asked) => Promise<Result<TicketAnswer, Refused>>
}
const simple = ({ refusals, ...record }: Simple) =>
  route({ ...record, query: noQuery, body: noBody, answer: TicketAnswer, status: 200, refusals: [...onChange, ...refusals] })

export const ticketKinRoutes: Routes<KinPorts> = {
  'POST /v1/tickets/{ticketId}/merge': route({
    summary: 'Merge a ticket into another: it stays under its number, and what still comes in for it goes there',
    permission: 'tickets:write',
    query: noQuery,
    body: z.strictObject({
      into: TicketId,
      /** Though they are of different customers or people: whoever wrote this one is answered under its number, and reads nothing of the other. */
      otherCustomer: z.boolean().optional(),
    }),
    answer: TicketAnswer,
    status: 200,
    example: { into: 'tkt_01KAJ0000000000000000000AA' },
    refusals: [...onChange, ...onMerge],
    run: async (ports: KinPorts, request) =>
      both(ports, request, {
        other: await goesOnIn(ports, request.body.into),
        command: (into) => ({ type: 'merge', into, otherCustomer: request.body.otherCustomer }),
        otherwise: (other) => ({ type: 'absorb', other }),
      }),
  }),

  'POST /v1/tickets/{ticketId}/unmerge': simple({
    summary: 'Undo a merge: the ticket stands as it stood, and what comes in for it stays with it',
    permission: 'tickets:manage',
    refusals: ['ticket.not_merged'],
    run: async (ports, request) =>
      both(ports, request, {
        other: (await stored(ports, request))?.mergedInto ?? '',
        command: (from) => ({ type: 'unmerge', from }),
        otherwise: (other) => ({ type: 'release', other }),
      }),
  }),

  'POST /v1/tickets/{ticketId}/split': route({
    summary: 'Split messages from a ticket into a new one; what answers them goes there from then on',
    permission: 'tickets:write',
    query: noQuery,
    body: z.strictObject({
      messages: z.array(TicketMessageId).min(1).max(mostSplit),
      subject: z.string().min(1).max(200).optional(),
      kind: Code.optional(),
      /** Of the same kind it may be left out: the new ticket then has that of the old one. */
      form: FormValues.optional(),
    }),
    answer: TicketAnswer,
    status: 201,
    foundUnder: '/v1/tickets',
    example: {
      messages: ['tms_01KAJ0000000000000000000AA'],
      subject: '另一票货的破损',
      kind: 'tracking',
      form: { waybills: ['SF1024000017'] },
    },
    refusals: [...onChange, 'ticket.move_impossible', 'ticket.full', 'ticket.message_unknown', 'customer.not_found', 'claim.taken'],
    run: async (ports: KinPorts, request) => {
      const { body, context, ifMatch } = request
      const into = await request.newId('ticket')
      const done = await splitTicket(ports, { ...body, id: ticketIn(request), into, context, ifMatch })
      if (!done.ok) return done
      const moved = await ports.messagesIn(into, body.messages)
      await placeFiles(
        ports.files,
        moved.flatMap(({ attachments }) => attachments),
        { ticketId: into, context },
      )
      return ok(answerOf(done.value, masksOnly))
    },
  }),

  'POST /v1/tickets/{ticketId}/rejoin': simple({
    summary: 'Undo a split: the ticket goes back into the one that it was split from, with all that has come since',
    permission: 'tickets:manage',
    refusals: onRejoin,
    run: async (ports, request) => {
      const from = (await stored(ports, request))?.splitFrom
      if (from === undefined) return refuse({ code: 'ticket.not_found' })
      return both(ports, request, {
        other: from,
        command: (into) => ({ type: 'merge', into, otherCustomer: true }),
        otherwise: (other) => ({ type: 'rejoin', other }),
      })
    },
  }),

  'POST /v1/tickets/{ticketId}/related': route({
    summary: 'Name another ticket as one that has to do with this one; each then shows the other',
    permission: 'tickets:write',
    query: noQuery,
    body: z.strictObject({ ticket: TicketId }),
    answer: TicketAnswer,
    status: 200,
    example: { ticket: 'tkt_01KAJ0000000000000000000AA' },
    refusals: [...onChange, 'ticket.same_ticket', 'ticket.full'],
    run: (ports: KinPorts, request) =>
      both(ports, request, {
        other: request.body.ticket,
        command: (other) => ({ type: 'relate', other }),
        otherwise: (other) => ({ type: 'relate', other }),
      }),
  }),

  'GET /v1/tickets/{ticketId}/related': route({
    summary: 'List what has to do with a ticket, or with one that was merged into it; of what one does not reach the number',
    permission: 'tickets:read',
    query: noQuery,
    body: noBody,
    answer: z.strictObject({ items: z.array(RelatedTicket).readonly() }),
    status: 200,
    refusals: onOne,
    run: async (ports: KinPorts, request) => {
      const found = await visible(ports, request, masksOnly)
      if (!found.ok) return found
      return ok({ items: await relatedTickets(ports.ticketGlances, found.value.state, request.context.actor) })
    },
  }),

  'POST /v1/tickets/{ticketId}/related/{relatedId}/release': simple({
    summary: 'Say that another ticket has nothing to do with this one after all',
    permission: 'tickets:write',
    refusals: [],
    run: (ports, request) =>
      both(ports, request, {
        other: idIn(request, 'relatedId'),
        command: (other) => ({ type: 'unrelate', other }),
        otherwise: (other) => ({ type: 'unrelate', other }),
      }),
  }),

  'POST /v1/tickets/{ticketId}/children': route({
    summary: 'Put a ticket below this one: one incident, many customers',
    permission: 'tickets:write',
    query: noQuery,
    body: z.strictObject({ child: TicketId }),
    answer: TicketAnswer,
    status: 200,
    example: { child: 'tkt_01KAJ0000000000000000000AA' },
    refusals: [...onChange, ...onFamily],
    run: (ports: KinPorts, request) =>
      both(ports, request, {
        other: request.body.child,
        command: (child) => ({ type: 'adopt', child }),
        otherwise: (parent) => ({ type: 'join', parent }),
      }),
  }),

  'POST /v1/tickets/{ticketId}/children/{childId}/release': simple({
    summary: 'Take a ticket from below this one: it is a matter of its own',
    permission: 'tickets:write',
    refusals: [],
    run: (ports, request) =>
      both(ports, request, {
        other: idIn(request, 'childId'),
        command: (child) => ({ type: 'let go', child }),
        otherwise: (parent) => ({ type: 'leave', parent }),
      }),
  }),

  'POST /v1/tickets/{ticketId}/children/resolve': route({
    summary: 'Resolve what hangs below a resolved ticket by the same fix; each customer is told in their own thread',
    permission: 'tickets:write',
    query: noQuery,
    body: z.strictObject({ text: MessageText }),
    answer: TicketAnswer,
    status: 200,
    example: { text: '港口已恢复作业,您的货物将于周四到达。' },
    refusals: [...onChange, 'ticket.no_children', 'ticket.not_resolved'],
    run: async (ports: KinPorts, request) => {
      const { body, context, ifMatch } = request
      const command = { type: 'offer fix', text: body.text } as const
      return answered(await changeTicket(ports, { id: ticketIn(request), command: () => command, context, ifMatch }))
    },
  }),
}
