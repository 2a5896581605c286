import { isDeepStrictEqual } from 'node:util'
import type { Context, Decider } from '../kernel/decider.ts'
import { InboundId, TicketId } from '../kernel/ids.ts'
import { ok, type Result, refuse } from '../kernel/result.ts'
import { type CallEvent, heardWith } from './call.ts'
import { evolve, type InboundEvent } from './events.ts'
import { messageOfCall } from './heard-message.ts'
import { dueOf, type IgnoredFor, type Inbound, type InboundRoute, type Taken } from './inbound.ts'
import type { InboundHead } from './inbound-message.ts'

export type InboundCommand =
  | { readonly type: 'receive'; readonly id: string; readonly message: InboundHead }
  | { readonly type: 'hear'; readonly id: string; readonly told: CallEvent }
  | { readonly type: 'route'; readonly ticketId: string; readonly by: InboundRoute['by']; readonly hasty?: boolean }
  | { readonly type: 'take'; readonly ticketId: string; readonly as: Taken['as'] }
  | { readonly type: 'ignore'; readonly why: IgnoredFor }
  | { readonly type: 'fall due' }

export type InboundRefusal = { readonly code: 'inbound.not_found' }

type State = Inbound | undefined
type Decision = Result<readonly InboundEvent[], InboundRefusal>

/** "Brought twice, it is one message": what the id stands for was said the first time. */
const receive = (state: State, { id, message }: Extract<InboundCommand, { type: 'receive' }>, { now }: Context): Decision =>
  ok(state && state.status !== 'heard' ? [] : [{ type: 'inbound.received', id: InboundId.parse(id), message, at: now }])

/** "One call is one message, once it is over", in whatever order its events come. What is told of it after that changes nothing. */
const hear = (state: State, { id, told }: Extract<InboundCommand, { type: 'hear' }>, { now }: Context): Decision => {
  if (state && state.status !== 'heard') return ok([])
  const known = heardWith(state?.heard, told)
  const inboundId = InboundId.parse(id)
  if (known.endedAt !== undefined)
    return ok([{ type: 'inbound.received', id: inboundId, message: messageOfCall(known, state?.heardAt ?? now), at: now }])
  return ok(isDeepStrictEqual(known, state?.heard) ? [] : [{ type: 'inbound.heard', id: inboundId, told, at: now }])
}

const fallDue = (state: Inbound, { now }: Context): Decision => {
  const due = dueOf(state)
  if (state.status !== 'heard' || due === undefined || due > now) return ok([])
  return ok([{ type: 'inbound.received', id: state.id, message: messageOfCall(state.heard, state.heardAt), at: now }])
}

const decide = (state: State, command: InboundCommand, context: Context): Decision => {
  if (command.type === 'receive') return receive(state, command, context)
  if (command.type === 'hear') return hear(state, command, context)
  if (!state) return refuse({ code: 'inbound.not_found' })
  if (command.type === 'fall due') return fallDue(state, context)
  // Whoever comes second finds it taken in; what became of it stands.
  if (state.status !== 'received') return ok([])
  switch (command.type) {
    case 'route': {
      const { by, hasty = false } = command
      const route = { ticketId: TicketId.parse(command.ticketId), by, ...(hasty && { hasty }) }
      return ok(state.route ? [] : [{ type: 'inbound.routed', route, at: context.now }])
    }
    case 'take':
      return ok([{ type: 'inbound.taken', ticketId: TicketId.parse(command.ticketId), as: command.as, at: context.now }])
    case 'ignore':
      return ok([{ type: 'inbound.ignored', why: command.why, at: context.now }])
  }
}

/** The rule book of what comes in by the doors of the desk. */
export const inbounds: Decider<State, InboundCommand, InboundEvent, InboundRefusal> = { initial: undefined, decide, evolve }
