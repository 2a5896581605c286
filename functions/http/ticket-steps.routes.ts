import * as z from 'zod'
import { Code } from '../../domain/kernel/code.ts'
import { ContactId, CustomerId, UserId } from '../../domain/kernel/ids.ts'
import { calledAtOnce } from '../../domain/service-levels/escalation.ts'
import { ResolutionDraft } from '../../domain/tickets/resolution.ts'
import { noBody, type Routes } from '../runtime/route.ts'
import { step, type TicketPorts } from './ticket-change.ts'

const onMove = ['ticket.move_impossible'] as const

/** What is done with a ticket, one operation a step. */
export const ticketStepRoutes: Routes<TicketPorts> = {
  'POST /v1/tickets/{ticketId}/assign': step({
    summary: 'Give a ticket to somebody, or without an assignee to whoever of its team takes it',
    body: z.strictObject({ assignee: UserId.optional(), team: Code.optional(), region: Code.optional() }),
    example: { assignee: 'usr_li' },
    refusals: ['ticket.closed'],
    command:
      (body, { ports }) =>
      async () => {
        const isPlaced = body.team !== undefined || body.region !== undefined
        return { type: 'assign', how: 'given', ...body, ...(isPlaced && { lists: await ports.lists() }) }
      },
  }),

  'POST /v1/tickets/{ticketId}/escalate': step({
    summary: 'Bring a ticket before somebody; without a user before whoever leads the shift, or the manager of the team',
    body: z.strictObject({ to: UserId.optional() }),
    example: { to: 'usr_chen' },
    refusals: ['ticket.closed', 'ticket.nobody_to_call'],
    command:
      ({ to }, { ports, now }) =>
      async (ticket) => {
        const called = to ?? calledAtOnce(ticket, await ports.onShift(ticket.team, now)).to
        return { type: 'escalate', because: 'person', to: called }
      },
  }),

  'POST /v1/tickets/{ticketId}/hold': step({
    summary: 'Put a ticket on hold',
    body: noBody,
    refusals: onMove,
    command: () => () => ({ type: 'move', to: 'on_hold' }),
  }),

  'POST /v1/tickets/{ticketId}/wait': step({
    summary: 'Wait for the customer or for the carrier',
    body: z.strictObject({ for: z.enum(['customer', 'carrier']) }),
    example: { for: 'carrier' },
    refusals: onMove,
    command: (body) => () => ({ type: 'move', to: `pending_${body.for}` }),
  }),

  'POST /v1/tickets/{ticketId}/continue': step({
    summary: 'Set to work on a ticket, or go on with it',
    body: noBody,
    refusals: onMove,
    command: () => () => ({ type: 'move', to: 'open' }),
  }),

  'POST /v1/tickets/{ticketId}/resolve': step({
    summary: 'Resolve a ticket: the cause, what was done about it, and whether the customer was told',
    body: ResolutionDraft.extend({ despiteTasks: z.boolean().default(false) }),
    example: { cause: 'answered', fix: '已告知报价有效期', customerTold: true },
    refusals: [...onMove, 'ticket.tasks_open'],
    command:
      ({ despiteTasks, ...draft }, { ports }) =>
      async ({ kind }) => ({
        type: 'resolve',
        draft,
        kind: (await ports.kinds()).find(({ state }) => state.code === kind)?.state,
        despiteTasks,
      }),
  }),

  'POST /v1/tickets/{ticketId}/close': step({
    summary: 'Close a resolved ticket that the customer confirms, or one that was never for us',
    body: z.strictObject({ reason: z.enum(['confirmed', 'spam']) }),
    example: { reason: 'spam' },
    refusals: onMove,
    command:
      ({ reason }) =>
      () => ({ type: 'close', reason }),
  }),

  'POST /v1/tickets/{ticketId}/reopen': step({
    summary: 'Take a ticket up again within 14 days; it keeps its number',
    body: noBody,
    refusals: [...onMove, 'ticket.too_late'],
    command: () => () => ({ type: 'reopen' }),
  }),

  'POST /v1/tickets/{ticketId}/watchers': step({
    summary: 'Have somebody keep an eye on a ticket, or no more; without a user oneself',
    body: z.strictObject({ user: UserId.optional(), watches: z.boolean().default(true) }),
    example: { user: 'usr_zhao' },
    permission: 'tickets:note',
    refusals: ['ticket.watchers_full'],
    command:
      ({ user, watches }, asked) =>
      () => ({ type: 'watch', user: user ?? asked.user, watches }),
  }),

  'POST /v1/tickets/{ticketId}/match': step({
    summary: 'Say which customer, and who of its people, a ticket is of',
    body: z.strictObject({ customerId: CustomerId, contactId: ContactId.optional() }),
    example: { customerId: 'cus_01KAJ0000000000000000000AA' },
    refusals: ['customer.not_found'],
    command:
      ({ customerId, contactId }, { ports }) =>
      async () => {
        const [[is], priorities] = await Promise.all([ports.glances([customerId]), ports.priorities()])
        return { type: 'match', customer: { wanted: customerId, is }, contactId, priorities }
      },
  }),
}
