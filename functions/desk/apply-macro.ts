import type { Context } from '../../domain/kernel/decider.ts'
import type { Finding } from '../../domain/kernel/finding.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { ClaimTaken, Conflict, Contended, Loaded } from '../../domain/kernel/store.ts'
import { type ApplyRefusal, answeredFor, byMacro, unfitFor } from '../../domain/macros/applying.ts'
import type { ReplyRefusal, WrittenReply } from '../../domain/macros/reply.ts'
import { reachesTicket } from '../../domain/tickets/reach.ts'
import type { Ticket } from '../../domain/tickets/ticket.ts'
import { attempt } from '../runtime/execute.ts'
import { whileOvertaken } from '../runtime/while-overtaken.ts'
import { deciderOf } from './desk-ports.ts'
import type { MacroPorts } from './macro-ports.ts'
import { prepareMacro, type Ready } from './prepare-macro.ts'

export type Applying = {
  readonly ticketId: string
  readonly code: string
  readonly context: Context
  /** Names this application and no other: its messages are called after it. */
  readonly as: string
  readonly ifMatch?: number | undefined
}

export type MacroRefused =
  | ApplyRefusal
  | ReplyRefusal
  | { readonly code: 'template.not_found' | 'access.out_of_scope' }
  | { readonly code: 'request.invalid'; readonly findings: readonly Finding[] }
  | Conflict
  | Contended
  | ClaimTaken

/** The macro and the ticket as they stand, and what one would do to the other; refused before anything is done. */
const looked = async (
  ports: MacroPorts,
  { code, context, as }: Applying,
  found: Loaded<Ticket | undefined> | undefined,
): Promise<Result<Ready & { readonly applied: Parameters<ReturnType<typeof byMacro>['decide']>[1] }, MacroRefused>> => {
  const macro = (await ports.macros.load(code))?.state
  if (!macro) return refuse({ code: 'macro.not_found' })
  const ticket = found?.state
  if (!ticket) return refuse({ code: 'ticket.not_found' })
  // Who does not reach a ticket is not told what a reply in it would say.
  if (!reachesTicket(context.actor, ticket)) return refuse({ code: 'access.out_of_scope' })
  const unfit = unfitFor(ticket, macro, context.actor)
  if (unfit) return refuse(unfit)
  const ready = await prepareMacro(ports, ticket, { macro, context, as })
  return ready.ok ? ok({ ...ready.value, applied: { macro, prepared: ready.value.prepared } }) : ready
}

/** Does all that a macro says to a ticket, in one transaction, or nothing of it. */
export const applyMacro = async (ports: MacroPorts, applying: Applying): Promise<Result<Loaded<Ticket>, MacroRefused>> => {
  const { ticketId: id, context, ifMatch } = applying
  const decider = byMacro(await deciderOf(ports))
  const done = await whileOvertaken(async () => {
    const found = await ports.tickets.load(id)
    const ready = await looked(ports, applying, found)
    if (!ready.ok) return ready
    const { applied } = ready.value
    const messages = [applied.prepared.reply, applied.prepared.note].filter((message) => message !== undefined)
    const store = { ...(messages.length > 0 ? ports.tickets.with(messages) : ports.tickets), load: async () => found }
    return attempt(decider, store, { id, command: applied, context: answeredFor(context, applied.macro), ifMatch })
  })
  if (!done.ok) return done
  const { state, version } = done.value
  return state ? ok({ state, version }) : refuse({ code: 'ticket.not_found' })
}

export type Previewed = {
  readonly before: Ticket
  readonly after: Ticket
  readonly reply: WrittenReply | undefined
  readonly note: string | undefined
}

/** What a macro would say and change, for somebody who sees this much of the ticket. Nothing is done. */
export const previewMacro = async (ports: MacroPorts, applying: Applying): Promise<Result<Previewed, MacroRefused>> => {
  const { ticketId, context } = applying
  const found = await ports.tickets.read(ticketId, context.actor.sees)
  const ready = await looked(ports, applying, found)
  if (!ready.ok) return ready
  const { applied, written } = ready.value
  const decider = byMacro(await deciderOf(ports))
  const decided = decider.decide(found?.state, applied, context)
  if (!decided.ok) return decided
  const after = decided.value.reduce(decider.evolve, found?.state)
  if (!found || !after) return refuse({ code: 'ticket.not_found' })
  return ok({ before: found.state, after, reply: written, note: applied.prepared.note?.text })
}
