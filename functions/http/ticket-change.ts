import type * as z from 'zod'
import type { Permission } from '../../domain/access/roles.ts'
import type { OnShift } from '../../domain/dispatch/ports.ts'
import type { FieldClass } from '../../domain/kernel/care/field-class.ts'
import { namedBy, type TouchedBy } from '../../domain/kernel/clash.ts'
import { UserId } from '../../domain/kernel/ids.ts'
import type { Instant } from '../../domain/kernel/instant.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { EventsBetween } from '../../domain/kernel/store.ts'
import type { TicketCommand } from '../../domain/tickets/commands.ts'
import { tickets } from '../../domain/tickets/decide.ts'
import type { Thread } from '../../domain/tickets/ports.ts'
import { reachesTicket } from '../../domain/tickets/reach.ts'
import type { TicketMessage } from '../../domain/tickets/thread.ts'
import { Ticket, type TicketPatch } from '../../domain/tickets/ticket.ts'
import { changeTicket } from '../desk/change-ticket.ts'
import type { OpeningPorts } from '../desk/desk-ports.ts'
import type { FilePorts } from '../desk/files.ts'
import { withBothValues } from '../runtime/both-values.ts'
import type { RefusalCode } from '../runtime/messages.ts'
import type { Refused } from '../runtime/problem.ts'
import { noQuery, type Request, route } from '../runtime/route.ts'
import { type Asked, idIn } from './asked.ts'
import { masksOnly } from './masks-only.ts'
import { answerOf, TicketAnswer } from './ticket-answer.ts'

export type TicketPorts = OpeningPorts & {
  readonly thread: Thread
  readonly between: EventsBetween
  readonly files: FilePorts
  readonly onShift: OnShift
}

export const ticketIn = (request: Asked): string => idIn(request, 'ticketId')

export const onOne = ['ticket.not_found', 'access.out_of_scope', 'sealed.unreadable'] as const
export const onChange = [...onOne, 'ticket.merged', 'request.invalid', 'version.conflict', 'version.contended'] as const

/** The ticket of the path as somebody may see it. */
export const visible = async ({ tickets: store }: TicketPorts, request: Asked, sees: readonly FieldClass[]) => {
  const found = await store.read(ticketIn(request), sees)
  if (!found) return refuse({ code: 'ticket.not_found' } as const)
  return reachesTicket(request.context.actor, found.state) ? ok(found) : refuse({ code: 'access.out_of_scope' } as const)
}

type Change = {
  readonly command: (ticket: Ticket) => TicketCommand | Promise<TicketCommand>
  readonly messages?: readonly TicketMessage[] | undefined
  readonly sees?: readonly FieldClass[] | undefined
}

/** Runs a command on the ticket of the path, and answers with what the caller may see of the outcome: masks, unless nothing keeps the answer. */
export const change = async (
  ports: TicketPorts,
  { command, messages, sees = masksOnly }: Change,
  request: Asked,
): Promise<Result<TicketAnswer, Refused>> => {
  const { context, ifMatch } = request
  const store = messages && ports.tickets.with(messages)
  const done = await changeTicket(ports, { id: ticketIn(request), command, context, ifMatch, store })
  return done.ok ? ok(answerOf(done.value, sees)) : done
}

const patched = namedBy('ticket.changed')
const raised = namedBy('ticket.raised')
/** Members are changed by more than patches: a message raises a ticket, and somebody gives it to another team. */
const touchedBy: TouchedBy = (data) => [
  ...patched(data),
  ...(isOf(data, 'ticket.raised') ? ['priority'] : raised(data)),
  ...(isOf(data, 'ticket.sorted') ? ['urgency', 'impact', 'priority', 'tags'] : []),
  ...(isOf(data, 'ticket.assigned') ? ['team', 'region'] : []),
]
const isOf = (data: unknown, type: string): boolean => typeof data === 'object' && data !== null && 'type' in data && data.type === type

/** Whoever may look at a ticket may see what stands there now, whether or not they may have what they wanted. */
const reading: typeof tickets = {
  ...tickets,
  decide: (ticket, _, { actor }) => (ticket && reachesTicket(actor, ticket) ? ok([]) : refuse({ code: 'access.out_of_scope' })),
}

/** A merge patch; who comes second with If-Match sees both values. */
export const patch = async (ports: TicketPorts, request: Request<unknown, TicketPatch>): Promise<Result<TicketAnswer, Refused>> => {
  const { body, context, ifMatch } = request
  const { sees } = context.actor
  const [kinds, lists, priorities] = await Promise.all([ports.kinds(), ports.lists(), ports.priorities()])
  const command = { type: 'change', patch: body, kinds: kinds.map(({ state }) => state), lists, priorities } as const
  const done = await change(ports, { command: () => command, sees }, request)
  if (done.ok) return done
  const noun = { decider: reading, store: ports.tickets, schema: Ticket, touchedBy, between: ports.between }
  return refuse(await withBothValues(done.error, noun, { id: ticketIn(request), command, patch: body, context, ifMatch, sees }))
}

type Step<Body extends z.ZodType> = {
  readonly summary: string
  readonly body: Body
  readonly example?: z.input<Body>
  readonly permission?: Permission
  readonly refusals?: readonly RefusalCode[]
  readonly command: (
    body: z.output<Body>,
    asked: { readonly ports: TicketPorts; readonly user: string; readonly now: Instant },
  ) => (ticket: Ticket) => TicketCommand | Promise<TicketCommand>
}

const askedBy = ({ context: { actor, now } }: Asked) => ({ user: UserId.parse(actor.id), now })

/** An operation on one ticket: `POST /v1/tickets/{ticketId}/…`. */
export const step = <Body extends z.ZodType>({ command, permission = 'tickets:write', refusals = [], ...record }: Step<Body>) =>
  route({
    ...record,
    permission,
    query: noQuery,
    answer: TicketAnswer,
    status: 200,
    refusals: [...onChange, ...refusals],
    run: (ports: TicketPorts, request) => change(ports, { command: command(request.body, { ports, ...askedBy(request) }) }, request),
  })
