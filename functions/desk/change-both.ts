import type { Context } from '../../domain/kernel/decider.ts'
import { ok, type Result, refuse } from '../../domain/kernel/result.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import type { TicketCommand } from '../../domain/tickets/commands.ts'
import type { TicketDecider } from '../../domain/tickets/decide.ts'
import type { TicketChange, TicketsTogether } from '../../domain/tickets/ports.ts'
import type { TicketMessage } from '../../domain/tickets/thread.ts'
import type { Ticket } from '../../domain/tickets/ticket.ts'
import { whileOvertaken } from '../runtime/while-overtaken.ts'
import type { DeskRefusal, Done } from './change-ticket.ts'
import { type ChangingPorts, deciderOf } from './desk-ports.ts'

export type PairPorts = ChangingPorts & { readonly together: TicketsTogether }

export type Pair = {
  readonly id: string
  readonly other: string
  /** What is wanted of the ticket, and what of the other, each given the other one as it stands. */
  readonly command: (other: Ticket | undefined) => TicketCommand
  readonly otherwise: (ticket: Ticket) => TicketCommand
  /** What is said with it, should anything come of it. */
  readonly said?: readonly TicketMessage[] | undefined
  readonly context: Context
  readonly ifMatch?: number | undefined
}

type Seen = Loaded<Ticket>

/** What a command makes of a ticket; no change where nothing comes of it. */
export const changeOf = (
  decider: TicketDecider,
  { state, version }: Seen,
  { command, context }: { command: TicketCommand; context: Context },
): Result<TicketChange | undefined, DeskRefusal> => {
  const decided = decider.decide(state, command, context)
  if (!decided.ok) return decided
  if (decided.value.length === 0) return ok(undefined)
  const next = decided.value.reduce<Ticket | undefined>(decider.evolve, state)
  return ok({ id: state.id, expected: version, before: state, state: next, events: decided.value, context })
}

const loaded = async ({ tickets }: PairPorts, id: string): Promise<Seen | undefined> => {
  const found = await tickets.load(id)
  return found?.state && { state: found.state, version: found.version }
}

type Both = { readonly changes: readonly TicketChange[]; readonly said: Pair['said'] }

const commit = async ({ together }: PairPorts, seen: Seen, { changes, said }: Both): Promise<Done> => {
  const [lead, ...others] = changes
  if (!lead) return ok(seen)
  const saved = await together(others, { said }).commit(lead)
  if (!saved.ok) return saved.error.code === 'version.conflict' ? refuse({ code: 'version.contended' }) : saved
  const { state, version } = lead.id === seen.state.id ? saved.value : seen
  return state ? ok({ state, version }) : refuse({ code: 'ticket.not_found' })
}

const once = async (ports: PairPorts, { id, other, command, otherwise, said, context, ifMatch }: Pair): Promise<Done> => {
  const [decider, seen, beside] = await Promise.all([deciderOf(ports), loaded(ports, id), loaded(ports, other)])
  if (!seen) return refuse({ code: 'ticket.not_found' })
  const own = changeOf(decider, seen, { command: command(beside?.state), context })
  if (!own.ok) return own
  const theirs = beside ? changeOf(decider, beside, { command: otherwise(seen.state), context }) : ok(undefined)
  if (!theirs.ok) return theirs
  // Only behind the decision: who may not reach a record learns nothing of its version.
  if (ifMatch !== undefined && ifMatch !== seen.version) return refuse({ code: 'version.conflict', current: seen.version })
  return commit(ports, seen, { changes: [own.value, theirs.value].flatMap((change) => change ?? []), said })
}

/** Changes two tickets in one transaction: neither is changed when the other has moved on, and then both are looked at again. */
export const changeBoth = (ports: PairPorts, pair: Pair): Promise<Done> => whileOvertaken(() => once(ports, pair))
