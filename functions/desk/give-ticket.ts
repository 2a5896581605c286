import { hasRoom } from '../../domain/dispatch/choose.ts'
import type { Desk } from '../../domain/dispatch/desk.ts'
import type { InHand, TakingTurn, Turn, Turns } from '../../domain/dispatch/ports.ts'
import { isWaiting } from '../../domain/dispatch/waiting.ts'
import type { Context } from '../../domain/kernel/decider.ts'
import { Failure } from '../../domain/kernel/failure.ts'
import type { Loaded } from '../../domain/kernel/store.ts'
import { tickets as rules } from '../../domain/tickets/decide.ts'
import type { TicketStore } from '../../domain/tickets/ports.ts'
import type { Ticket } from '../../domain/tickets/ticket.ts'

export type GivingPorts = {
  readonly tickets: Pick<TicketStore, 'load'>
  readonly turns: Turns
  readonly inHand: InHand
  readonly takingTurn: TakingTurn
}

/** Who is given something, and whether they asked for it or it is handed to them. */
export type Taker = { readonly desk: Desk; readonly how: 'taken' | 'dispatched' }

/** What came of it: theirs now; not to be had any more; they have as much in hand as they can take; or others change it all the time. */
export type Given = { readonly got: Loaded<Ticket> } | { readonly got: undefined; readonly because: 'gone' | 'full' | 'contended' }

const not = (because: 'gone' | 'full' | 'contended'): Given => ({ got: undefined, because })

/**
 * Their turn, undefined while they have no room. The turn is read first: whatever they are given after that, by whomever, makes the
 * commit fail that was decided on what is counted here.
 */
export const turnWithRoom = async ({ turns, inHand }: GivingPorts, desk: Desk): Promise<Turn | undefined> => {
  const [turn] = await turns([desk.user])
  const load = await inHand(desk.user, desk.settings.limit)
  return turn && hasRoom({ desk, load }) ? turn : undefined
}

/** The ticket as theirs, or undefined where it, or their turn, is not as it was seen. */
const commit = async (
  { takingTurn }: GivingPorts,
  { state: before, version: expected }: Loaded<Ticket>,
  { desk, how, turn, context }: Taker & { readonly turn: Turn; readonly context: Context },
): Promise<Loaded<Ticket> | undefined> => {
  const { id, team } = before
  const decided = rules.decide(before, { type: 'assign', how, assignee: desk.user, team }, context)
  if (!decided.ok) throw new Failure(`${id} could not be given: ${decided.error.code}`)
  const state = decided.value.reduce(rules.evolve, before)
  const saved = await takingTurn(turn, context.now).commit({ id, expected, before, state, events: decided.value, context })
  return saved.ok && saved.value.state ? { state: saved.value.state, version: saved.value.version } : undefined
}

const attempts = 8

/**
 * Gives a ticket that waits to somebody, unless another was first or they have no room left. One transaction under two conditions: the
 * ticket is as it was seen, and they were given nothing since `turn` was read. Where the ticket is still as it was, it was their turn
 * that had moved on, and what they have in hand is counted anew.
 */
export const giveTicket = async (
  ports: GivingPorts,
  { ticketId, turn: first, ...taker }: Taker & { readonly ticketId: string; readonly turn: Turn },
  context: Context,
): Promise<Given> => {
  let [turn, seen] = [first, 0]
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const ticket = await ports.tickets.load(ticketId)
    if (!ticket?.state || !isWaiting(ticket.state)) return not('gone')
    const moved = ticket.version === seen ? await turnWithRoom(ports, taker.desk) : turn
    if (!moved) return not('full')
    ;[turn, seen] = [moved, ticket.version]
    const got = await commit(ports, { state: ticket.state, version: ticket.version }, { ...taker, turn, context })
    if (got) return { got }
  }
  return not('contended')
}
