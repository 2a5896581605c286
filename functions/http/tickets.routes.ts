import * as z from 'zod'
import { mostFiles } from '../../domain/attachments/attachment.ts'
import { InboundChannel } from '../../domain/inbound/inbound-message.ts'
import { masked } from '../../domain/kernel/care/marks.ts'
import { AttachmentId, ContactId, CustomerId, TicketId, TicketMessageId, UserId } from '../../domain/kernel/ids.ts'
import { ok, refuse } from '../../domain/kernel/result.ts'
import { ShipmentState } from '../../domain/kernel/shipment-state.ts'
import { reachesTicket } from '../../domain/tickets/reach.ts'
import { MessageText, TicketMessage } from '../../domain/tickets/thread.ts'
import { Changeable, Requester, type Ticket, TicketPatch } from '../../domain/tickets/ticket.ts'
import { answerApart } from '../desk/answer-apart.ts'
import type { PairPorts } from '../desk/change-both.ts'
import { takeFiles } from '../desk/files.ts'
import { openTicket } from '../desk/open-ticket.ts'
import { derivedId } from '../runtime/derived-id.ts'
import { pageOf, pageQuery, pageRequest } from '../runtime/listing.ts'
import { noBody, noQuery, type Request, type Routes, route } from '../runtime/route.ts'
import type { Asked } from './asked.ts'
import { masksOnly } from './masks-only.ts'
import { Reveal } from './reveal.ts'
import { answerOf, readAnswer, TicketAnswer } from './ticket-answer.ts'
import { change, onChange, onOne, patch, type TicketPorts, ticketIn, visible } from './ticket-change.ts'

/** Whoever answers apart changes two tickets at once. */
export type AnsweringPorts = TicketPorts & PairPorts

const TicketDraft = z.strictObject({
  ...Changeable.partial().shape,
  subject: Changeable.shape.subject,
  channel: InboundChannel.default('api'),
  customerId: CustomerId.optional(),
  contactId: ContactId.optional(),
  requester: Requester.omit({ unproven: true, unvouched: true }).optional(),
  /** How far the shipment has come that it is about, where whoever opens it knows: rules may go by it. */
  shipmentState: ShipmentState.optional(),
  /** What the customer said or wrote. */
  text: MessageText.optional(),
})

const attachments = z.array(AttachmentId).max(mostFiles).default([])
const Words = z.strictObject({ text: MessageText, attachments })
const InternalWords = z.strictObject({ ...Words.shape, mentions: z.array(UserId).max(20).default([]) })

const onFiles = ['attachment.not_found', 'attachment.not_uploaded', 'attachment.not_as_said'] as const

/** A message of ours with its files, each of them seen to be there. */
const written = async (ports: TicketPorts, request: Request<unknown, z.output<typeof Words>>) => {
  const { body, context } = request
  const ticketId = TicketId.safeParse(ticketIn(request))
  if (!ticketId.success) return refuse({ code: 'ticket.not_found' } as const)
  const files = await takeFiles(ports.files, body.attachments, { ticketId: ticketId.data, context })
  if (!files.ok) return files
  const id = TicketMessageId.parse(await request.newId('ticketMessage'))
  return ok({ id, ticketId: ticketId.data, at: context.now, text: body.text, attachments: files.value, author: context.actor.id })
}

type Written = Extract<Awaited<ReturnType<typeof written>>, { ok: true }>['value']

/** Whoever wrote a ticket that went into one of somebody else is answered by whoever reaches that one. */
const answeredApart = async (ports: AnsweringPorts, { ticket, words }: { ticket: Ticket; words: Written }, { context, ifMatch }: Asked) => {
  const message = { ...words, kind: 'reply', channel: ticket.channel } as const
  const done = await answerApart(ports, { ticket, message, context, ifMatch })
  return done.ok ? ok(answerOf(done.value, masksOnly)) : done
}

export const ticketRoutes: Routes<AnsweringPorts> = {
  'POST /v1/tickets': route({
    summary: 'Open a ticket; what is not said of it is sorted out by rules',
    permission: 'tickets:write',
    query: noQuery,
    body: TicketDraft,
    answer: TicketAnswer,
    status: 201,
    example: {
      subject: '货物到哪里了',
      kind: 'tracking',
      channel: 'phone',
      text: '运单一周没有更新',
      form: { waybills: ['SF1024000017'] },
    },
    refusals: ['customer.not_found', 'access.out_of_scope', 'request.invalid', 'claim.taken', 'version.contended'],
    run: async (ports: TicketPorts, request) => {
      const { text, channel, requester, ...wanted } = request.body
      const { context } = request
      const id = await request.newId('ticket')
      const messageId = TicketMessageId.parse(derivedId('ticketMessage', id))
      const from = requester && { from: requester }
      const said = { id: messageId, kind: 'received' as const, channel, at: context.now, attachments: [], ...from }
      const message = text === undefined ? undefined : { ...said, text }
      const done = await openTicket(ports, { ...wanted, id, isNew: request.isNew(id), channel, requester, message }, context)
      return done.ok ? ok(answerOf(done.value, masksOnly)) : done
    },
  }),

  'GET /v1/tickets/{ticketId}': route({
    summary: 'Read one ticket',
    permission: 'tickets:read',
    query: noQuery,
    body: noBody,
    answer: TicketAnswer,
    status: 200,
    refusals: onOne,
    run: async (ports: TicketPorts, request) => {
      const { sees } = request.context.actor
      const found = await visible(ports, request, sees)
      return found.ok ? ok(readAnswer(found.value)) : found
    },
  }),

  'PATCH /v1/tickets/{ticketId}': route({
    summary: 'Change a ticket by JSON Merge Patch; a priority is lowered only by who says why',
    permission: 'tickets:write',
    query: noQuery,
    body: TicketPatch,
    answer: TicketAnswer,
    status: 200,
    example: { priority: 'P2', tags: ['cold_chain'] },
    refusals: [...onChange, 'ticket.priority_lowered'],
    run: patch,
  }),

  'POST /v1/tickets/{ticketId}/reveal': route({
    summary: 'Read who asked in the clear, for a purpose that is recorded',
    permission: 'tickets:reveal',
    query: noQuery,
    body: Reveal,
    answer: TicketAnswer,
    status: 200,
    example: { purpose: 'Paying out the claim', classes: ['personal'] },
    refusals: [...onChange, 'access.class_denied'],
    unrepeatable: true,
    run: (ports: TicketPorts, request) => {
      const { purpose, classes } = request.body
      const sees = [...request.context.actor.sees, ...classes]
      return change(ports, { command: () => ({ type: 'reveal', purpose, classes }), sees }, request)
    },
  }),

  'GET /v1/tickets/{ticketId}/messages': route({
    summary: 'Read what was said in a ticket, the latest first: what came in, what the customer was written, and internal notes',
    permission: 'tickets:read',
    query: z.strictObject(pageQuery),
    body: noBody,
    answer: pageOf(masked(TicketMessage)),
    status: 200,
    refusals: [...onOne, 'request.invalid', 'request.cursor_invalid'],
    run: async (ports: TicketPorts, request) => {
      const { actor } = request.context
      const found = await visible(ports, request, masksOnly)
      if (!found.ok) return found
      const { id, absorbed } = found.value.state
      return ports.thread.list([id, ...absorbed], { ...pageRequest(request.query, actor), sees: actor.sees })
    },
  }),

  'POST /v1/tickets/{ticketId}/messages': route({
    summary: 'Write to the customer, with files if there are any; in a ticket merged into that of somebody else to its own',
    permission: 'tickets:write',
    query: noQuery,
    body: Words,
    answer: TicketAnswer,
    status: 200,
    example: { text: '您好,货物已于今晨离港,预计周四到达。' },
    refusals: [...onChange, ...onFiles, 'ticket.closed', 'ticket.files_too_large', 'ticket.no_files_in_chat', 'ticket.not_merged'],
    run: async (ports: AnsweringPorts, request) => {
      const words = await written(ports, request)
      if (!words.ok) return words
      const ticket = (await ports.tickets.read(ticketIn(request), masksOnly))?.state
      if (!ticket) return refuse({ code: 'ticket.not_found' })
      if (ticket.apart) return answeredApart(ports, { ticket, words: words.value }, request)
      if (!reachesTicket(request.context.actor, ticket)) return refuse({ code: 'access.out_of_scope' })
      const message = { ...words.value, kind: 'reply', channel: ticket.channel } as const
      return change(ports, { command: () => ({ type: 'reply', message }), messages: [message] }, request)
    },
  }),

  'POST /v1/tickets/{ticketId}/notes': route({
    summary: 'Write to colleagues; the customer never reads it',
    permission: 'tickets:note',
    query: noQuery,
    body: InternalWords,
    answer: TicketAnswer,
    status: 200,
    example: { text: '承运商答复:周三补录轨迹。@usr_li', mentions: ['usr_li'] },
    refusals: [...onChange, ...onFiles],
    run: async (ports: TicketPorts, request) => {
      const words = await written(ports, request)
      if (!words.ok) return words
      const message = { ...words.value, kind: 'note', mentions: request.body.mentions } as const
      return change(ports, { command: () => ({ type: 'note', message }), messages: [message] }, request)
    },
  }),
}
